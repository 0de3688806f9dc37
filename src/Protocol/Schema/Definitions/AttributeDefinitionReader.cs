using System.Text.Json.Nodes;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Paths;

namespace TeamAccess.Protocol.Schema.Definitions;

/// <summary>Reads attributes and sub-attributes; what they leave out is as RFC 7643 §2.2 says.</summary>
internal static class AttributeDefinitionReader
{
    private const int MaxNameLength = 128;

    internal static IReadOnlyList<AttributeDefinition> ReadAll(DefinitionDocument owner, string member, bool isSub)
    {
        var attributes = new List<AttributeDefinition>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var json in owner.Objects(member))
        {
            if (Read(owner, json, isSub) is not { } attribute)
            {
                continue;
            }

            if (names.Add(attribute.Name))
            {
                attributes.Add(attribute);
            }
            else
            {
                owner.Wrong($"\"{attribute.Name}\" is defined twice. Names differ by more than their case.");
            }
        }

        if (owner.Json.FindMember(member) is null or JsonArray { Count: 0 })
        {
            owner.Wrong($"{member} must name at least one attribute.");
        }

        return attributes;
    }

    private static AttributeDefinition? Read(DefinitionDocument owner, JsonObject json, bool isSub)
    {
        var name = json.FindMember("name").AsText() ?? "";
        if (!IsName(name, isSub))
        {
            owner.Wrong(
                $"an attribute's name \"{name}\" is none. Names begin with a letter and go on with letters, digits, - and _.");
            return null;
        }

        var document = owner.Inside(json, $"{(isSub ? "sub-attribute" : "attribute")} \"{name}\"");
        document.RequireKnown(
            "name", "type", "multiValued", "description", "required", "canonicalValues", "caseExact", "mutability",
            "returned", "uniqueness", "referenceTypes", "subAttributes");
        var type = document.Keyword("type", AttributeType.String);
        var attribute = new AttributeDefinition
        {
            Name = name,
            Type = type,
            MultiValued = document.Flag("multiValued"),
            Description = document.Words("description"),
            Required = document.Flag("required"),
            CaseExact = IsCaseExact(document, type),
            Mutability = document.Keyword("mutability", Mutability.ReadWrite),
            Returned = document.Keyword("returned", Returned.Default),
            Uniqueness = document.Keyword("uniqueness", AttributeUniqueness.None),
            CanonicalValues = document.Texts("canonicalValues"),
            ReferenceTypes = document.Texts("referenceTypes"),
        };
        Check(document, attribute);
        return attribute with { SubAttributes = ReadSubAttributes(document, attribute, isSub) };
    }

    private static IReadOnlyList<AttributeDefinition> ReadSubAttributes(
        DefinitionDocument document, AttributeDefinition attribute, bool isSub)
    {
        var has = document.Json.FindMember("subAttributes") is not null and not JsonArray { Count: 0 };
        if (!attribute.IsComplex)
        {
            if (has)
            {
                document.Wrong("only a complex attribute has subAttributes. Make its type complex, or take them out.");
            }

            return [];
        }

        if (isSub)
        {
            document.Wrong(
                "a complex attribute cannot hold another one (RFC 7643 §2.3.8). Give it simple sub-attributes instead.");
            return [];
        }

        return ReadAll(document, "subAttributes", isSub: true);
    }

    private static void Check(DefinitionDocument document, AttributeDefinition attribute)
    {
        if (attribute.CanonicalValues.Count > 0 && attribute.Type is not (AttributeType.String or AttributeType.Reference))
        {
            document.Wrong("canonicalValues are for the types string and reference. Take them out, or change the type.");
        }

        if (attribute.ReferenceTypes.Count > 0 && attribute.Type != AttributeType.Reference)
        {
            document.Wrong("referenceTypes are for the type reference. Take them out, or change the type.");
        }

        if (attribute.Uniqueness != AttributeUniqueness.None
            && attribute.Type is AttributeType.Boolean or AttributeType.Complex)
        {
            document.Wrong(
                "a boolean or complex value cannot be unique. Make uniqueness none, or set it at a sub-attribute.");
        }
    }

    /// <summary>RFC 7643 §2.3.6 and §2.3.7: binary values and references are case exact unless the schema says otherwise.</summary>
    private static bool IsCaseExact(DefinitionDocument document, AttributeType type) =>
        document.Json.FindMember("caseExact") is null
            ? type is AttributeType.Binary or AttributeType.Reference
            : document.Flag("caseExact");

    private static bool IsName(string name, bool isSub) =>
        name.Length <= MaxNameLength && AttributePathParser.IsName(name) && (isSub || !name.StartsWith('$'));
}
