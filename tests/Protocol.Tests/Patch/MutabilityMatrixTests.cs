using System.Text.Json.Nodes;
using TeamAccess.Protocol.Paths;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Tests.Patch;

/// <summary>Every attribute, by every way to name it, through every operation: read-only ones never change.</summary>
public sealed class MutabilityMatrixTests
{
    private static readonly string[] Operations = ["add", "replace", "remove"];

    public static TheoryData<string, string, string?> EveryAttribute()
    {
        var data = new TheoryData<string, string, string?>();
        foreach (var type in ResourceCatalog.BuiltIn.WithoutGovernance().Types)
        {
            string[] common = ["schemas", "id", "externalId", "meta"];
            common.ToList().ForEach(name => data.Add(type.Id, name, null));
            type.Schema.Attributes.ToList().ForEach(attribute => data.Add(type.Id, attribute.Name, null));
            foreach (var extension in type.Extensions)
            {
                extension.Schema.Attributes.ToList().ForEach(attribute => data.Add(type.Id, attribute.Name, extension.Schema.Id));
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryAttribute))]
    public void Patch_AttributeByEveryWay_ObeysItsMutability(string typeId, string name, string? extension)
    {
        var type = ResourceCatalog.BuiltIn.Types.Single(candidate => candidate.Id == typeId);
        var path = new AttributePath(extension, name, null);
        Assert.True(type.TryFindAttribute(path, Dialect.Strict, out var target));

        foreach (var operation in Operations)
        {
            foreach (var (text, sub) in Paths(type, target))
            {
                var readOnly = IsReadOnly(target.Attribute) || (sub is not null && IsReadOnly(sub));
                Check(type, operation, text, sub ?? target.Attribute, readOnly, target);
            }

            if (operation != "remove")
            {
                CheckWithoutPath(type, operation, target);
            }
        }
    }

    private static IEnumerable<(string Path, AttributeDefinition? Sub)> Paths(ResourceTypeDefinition type, AttributeTarget target)
    {
        var name = target.Name;
        yield return (name, null);
        yield return (name.ToUpperInvariant(), null);
        yield return (target.Extension is null ? $"{type.Schema.Id}:{name}" : name.ToLowerInvariant(), null);
        foreach (var sub in target.Attribute.SubAttributes)
        {
            yield return ($"{name}.{sub.Name}", sub);
            if (target.Attribute.MultiValued)
            {
                yield return ($"{name}[{sub.Name} pr]", null);
                yield return ($"{name}[{sub.Name} pr].{sub.Name}", sub);
                yield return ($"{name}[not ({sub.Name} pr)].{sub.Name}", sub);
            }
        }
    }

    private static void Check(
        ResourceTypeDefinition type, string operation, string path, AttributeDefinition leaf, bool readOnly, AttributeTarget target)
    {
        var value = ValueFor(leaf, asList: leaf == target.Attribute && !path.Contains('[', StringComparison.Ordinal));
        var json = operation == "remove"
            ? new JsonObject { ["op"] = operation, ["path"] = path }
            : new JsonObject { ["op"] = operation, ["path"] = path, ["value"] = value };
        foreach (var dialect in Enum.GetValues<Dialect>())
        {
            var resource = type.Id == "User" ? Sample.User() : Sample.Group();
            var before = resource.ToJsonString();
            var patched = Sample.Patch(resource, dialect, json.ToJsonString());

            Assert.Equal(before, resource.ToJsonString());
            if (readOnly)
            {
                Sample.Failed(FailureKind.Mutability, patched);
            }
            else if (patched.TryGet(out var after, out var failure))
            {
                AssertReadOnlyPartsKept(type, resource, after, target);
            }
            else
            {
                Assert.Contains(failure.Kind, new[] { FailureKind.NoTarget, FailureKind.InvalidValue, FailureKind.Mutability });
            }
        }
    }

    private static void CheckWithoutPath(ResourceTypeDefinition type, string operation, AttributeTarget target)
    {
        var value = ValueFor(target.Attribute, asList: true);
        var nested = new JsonObject { [target.Attribute.Name.ToUpperInvariant()] = value };
        var body = target.Extension is null ? nested : new JsonObject { [target.Extension.Id] = nested };
        var json = new JsonObject { ["op"] = operation, ["value"] = body }.ToJsonString();
        var resource = type.Id == "User" ? Sample.User() : Sample.Group();

        var compatible = Sample.Value(Sample.Patch(resource, Dialect.Compatible, json));
        AssertReadOnlyPartsKept(type, resource, compatible, target);

        var strict = Sample.Patch(resource, Dialect.Strict, json);
        if (IsReadOnly(target.Attribute) && target.Attribute.Name != "schemas")
        {
            Sample.Failed(FailureKind.Mutability, strict);
            Assert.True(JsonNode.DeepEquals(resource, compatible));
        }
        else
        {
            Assert.True(strict.TryGet(out _, out _) || target.Attribute.SubAttributes.Any(IsReadOnly));
        }
    }

    /// <summary>Nothing but the attribute itself may have changed, and of a read-only one not even that.</summary>
    private static void AssertReadOnlyPartsKept(
        ResourceTypeDefinition type, JsonObject before, JsonObject after, AttributeTarget target)
    {
        foreach (var name in before.Select(member => member.Key).Union(after.Select(member => member.Key)))
        {
            if (name != target.Attribute.Name && name != target.Extension?.Id)
            {
                Assert.True(JsonNode.DeepEquals(before[name], after[name]), $"{type.Id}.{name} changed");
            }
        }

        if (IsReadOnly(target.Attribute))
        {
            Assert.True(JsonNode.DeepEquals(target.ValueIn(before), target.ValueIn(after)));
        }
    }

    private static JsonNode? ValueFor(AttributeDefinition attribute, bool asList)
    {
        JsonNode? one = attribute.Type switch
        {
            AttributeType.Boolean => true,
            AttributeType.Binary => "AAAA",
            AttributeType.DateTime => "2026-01-23T04:56:22Z",
            AttributeType.Complex => new JsonObject(attribute.SubAttributes.Where(sub => !IsReadOnly(sub)).Select(sub =>
                KeyValuePair.Create(sub.Name, ValueFor(sub, asList: false)))),
            _ => "changed",
        };
        return attribute.MultiValued && asList ? new JsonArray(one) : one;
    }

    private static bool IsReadOnly(AttributeDefinition attribute) => attribute.Mutability == Mutability.ReadOnly;

    [Theory]
    [InlineData("""{"op":"replace","path":"members[value eq \"a\"].value","value":"z"}""")]
    [InlineData("""{"op":"replace","path":"members[value eq \"a\"]","value":{"value":"z"}}""")]
    [InlineData("""{"op":"replace","path":"members.value","value":"z"}""")]
    [InlineData("""{"op":"remove","path":"members[value eq \"a\"].value"}""")]
    [InlineData("""{"op":"add","path":"members[value eq \"a\"].type","value":"Group"}""")]
    public void Patch_ImmutableSubAttribute_Mutability(string operation) =>
        Sample.Failed(FailureKind.Mutability, Sample.Patch(Sample.Group(), Dialect.Compatible, operation));

    [Fact]
    public void Patch_ImmutableSubAttributeToItsOwnValue_IsFine() => Sample.Equal(
        Sample.Group().ToJsonString(),
        Sample.PatchedGroup("""{"op":"replace","path":"members[value eq \"a\"]","value":{"value":"a","type":"User"}}"""));

    [Fact]
    public void Failure_OfReadOnlyPath_NamesTheAttribute() => Assert.Equal(
        "groups.display",
        Sample.Failed(FailureKind.Mutability, Sample.Patch(
            Sample.User(), Dialect.Compatible, """{"op":"replace","path":"GROUPS.Display","value":"x"}""")).Attribute);
}
