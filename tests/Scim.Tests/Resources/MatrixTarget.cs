using System.Globalization;
using System.Text.Json.Nodes;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Scim.Tests.Resources;

/// <summary>One attribute or sub-attribute of a resource type, and how requests name it and answers show it.</summary>
internal sealed record MatrixTarget(ResourceTypeDefinition Type, AttributeTarget Attribute)
{
    private const string Element = "the one";

    private AttributeDefinition Top => Attribute.Attribute;

    private AttributeDefinition Leaf => Attribute.Leaf;

    private bool IsInList => Attribute.SubAttribute is not null && Top.MultiValued;

    public bool IsReadOnly => Top.Mutability == Mutability.ReadOnly || Leaf.Mutability == Mutability.ReadOnly;

    public bool IsImmutable => !IsReadOnly && Leaf.Mutability == Mutability.Immutable;

    public bool IsHidden => Is(part => part.Mutability == Mutability.WriteOnly || part.Returned == Returned.Never);

    public bool IsAlways => !IsHidden && Leaf.Returned == Returned.Always;

    public bool IsOnRequest => !IsHidden && Is(part => part.Returned == Returned.Request);

    public bool IsList => Leaf.MultiValued;

    /// <summary>Clients that echo what they mapped would lose these by accident; see <c>Replacement</c>.</summary>
    public bool StaysUnmentioned => Type.Name == "User" && Top.Name == "entitlements";

    public string Name => Attribute.Name;

    /// <summary>Every way to name it in the path of an operation.</summary>
    public IEnumerable<string> Paths()
    {
        var name = IsInList ? $"{Top.Name}[value eq \"{Element}\"].{Leaf.Name}" : Name[(Attribute.Extension?.Id.Length + 1 ?? 0)..];
        var qualified = $"{(Attribute.Extension ?? Type.Schema).Id}:{name}";
        yield return qualified;
        yield return IsInList ? qualified.Replace(Leaf.Name, Leaf.Name.ToUpperInvariant(), StringComparison.Ordinal) : qualified.ToUpperInvariant();
        if (Attribute.Extension is null)
        {
            yield return name;
        }
    }

    /// <summary>The attributes of a body that give it the value; null for one that leaves it out.</summary>
    public JsonObject Body(JsonNode? value)
    {
        JsonNode? whole = value;
        if (Attribute.SubAttribute is { } sub)
        {
            var complex = IsInList ? new JsonObject { ["value"] = Element } : [];
            if (value is not null)
            {
                complex[sub.Name] = value;
            }

            whole = IsInList ? new JsonArray(complex) : complex.Count == 0 ? null : complex;
        }

        var body = whole is null ? new JsonObject() : new JsonObject { [Top.Name] = whole };
        return Attribute.Extension is null || body.Count == 0 ? body : new JsonObject { [Attribute.Extension.Id] = body };
    }

    /// <summary>The first or second value; a list of one.</summary>
    public JsonNode Value(int number) => Value(Leaf, number);

    /// <summary>Its value in an answer, as far as that shows it.</summary>
    public JsonNode? In(JsonObject resource)
    {
        var value = Attribute.ValueIn(resource);
        var one = IsInList ? (value as JsonArray)?.FirstOrDefault() : value;
        return Attribute.SubAttribute is null ? value : (one as JsonObject)?[Leaf.Name];
    }

    public override string ToString() => $"{Type.Name} {Name}";

    private bool Is(Func<AttributeDefinition, bool> test) => test(Top) || test(Leaf);

    private static JsonNode Value(AttributeDefinition attribute, int number)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        JsonNode one = attribute.Type switch
        {
            AttributeType.Boolean => attribute.Name != "primary" && number == 1,
            AttributeType.Integer => number,
            AttributeType.Decimal => number + 0.5m,
            AttributeType.DateTime => $"202{text}-01-23T04:56:22Z",
            AttributeType.Binary => number == 1 ? "AAAA" : "BBBB",
            AttributeType.Reference => $"https://example.com/{text}",
            AttributeType.Complex => new JsonObject(attribute.SubAttributes
                .Where(sub => sub.Mutability != Mutability.ReadOnly)
                .Select(sub => KeyValuePair.Create(sub.Name, (JsonNode?)Value(sub, number)))),
            _ => $"value {text}",
        };
        return attribute.MultiValued ? new JsonArray(one) : one;
    }
}
