using System.Text;
using System.Text.Json.Nodes;
using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Resources;
using TeamAccess.Protocol.Schema;
using TeamAccess.Protocol.Schema.Definitions;

namespace TeamAccess.Protocol.Tests.Resources;

/// <summary>What the built-in schemas do not have, and a deployment's own may.</summary>
public sealed class OwnSchemaTests
{
    private static readonly ResourceTypeDefinition Type = CatalogReader.Read([new SchemaFile("own.json", Encoding.UTF8.GetBytes("""
        [{"id":"urn:example:Own","attributes":[
            {"name":"code","required":true,"mutability":"immutable"},
            {"name":"size","type":"decimal","mutability":"immutable"},
            {"name":"made","type":"dateTime","mutability":"immutable"},
            {"name":"serials","multiValued":true,"mutability":"immutable"},
            {"name":"given","required":true,"mutability":"readOnly"},
            {"name":"place","type":"complex","subAttributes":[
                {"name":"city","required":true},{"name":"floor","type":"integer"},
                {"name":"tags","multiValued":true},{"name":"pin","mutability":"writeOnly"},
                {"name":"country","mutability":"immutable"}]},
            {"name":"lines","type":"complex","multiValued":true,"subAttributes":[
                {"name":"value"},{"name":"type"},{"name":"primary","type":"boolean"},
                {"name":"rank","type":"integer"},{"name":"pin","returned":"never"},
                {"name":"owner","mutability":"immutable","required":true}]}]},
         {"name":"Own","endpoint":"/Owns","schema":"urn:example:Own"}]
        """))]).Custom.Single();

    private static JsonObject Stored() => Sample.Json("""
        {"code":"A-1","size":1.50,"made":"2026-01-01T00:00:00Z","serials":["x","y"],
         "place":{"city":"Bonn","tags":["a"],"pin":"1234","country":"DE"},
         "lines":[{"value":"1","type":"t","primary":true,"owner":"o","pin":"p"},{"value":"2","type":"t","owner":"o"}]}
        """);

    [Theory]
    [InlineData("""{"op":"replace","path":"code","value":"a-1"}""", "code", "\"A-1\"")]
    [InlineData("""{"op":"replace","path":"size","value":1.5}""", "size", "1.50")]
    [InlineData("""{"op":"replace","path":"made","value":"2026-01-01T01:00:00+01:00"}""", "made", "\"2026-01-01T00:00:00Z\"")]
    [InlineData("""{"op":"replace","path":"serials","value":["Y","X"]}""", "serials", """["x","y"]""")]
    [InlineData("""{"op":"replace","value":{"place":{"country":"de"}}}""", "place", """{"city":"Bonn","tags":["a"],"pin":"1234","country":"DE"}""")]
    [InlineData("""{"op":"add","path":"place.tags","value":["b","a"]}""", "place", """{"city":"Bonn","tags":["a","b"],"pin":"1234","country":"DE"}""")]
    [InlineData("""{"op":"replace","path":"place.tags","value":["b"]}""", "place", """{"city":"Bonn","tags":["b"],"pin":"1234","country":"DE"}""")]
    public void Patch_ValueThatMeansTheSameOrMayChange_IsAccepted(string operation, string attribute, string expected) =>
        Sample.Equal(expected, Sample.Value(Patch(operation))[attribute]);

    [Theory]
    [InlineData("""{"op":"replace","path":"size","value":2}""", "size")]
    [InlineData("""{"op":"add","path":"serials","value":["z"]}""", "serials")]
    [InlineData("""{"op":"remove","path":"serials[value eq \"x\"]"}""", "serials")]
    [InlineData("""{"op":"remove","path":"place"}""", "place.country")]
    [InlineData("""{"op":"replace","path":"place","value":{"city":"Bonn","country":"FR"}}""", "place.country")]
    [InlineData("""{"op":"remove","path":"place.city"}""", "place.city")]
    [InlineData("""{"op":"replace","path":"lines[value eq \"1\"].owner","value":"q"}""", "lines.owner")]
    [InlineData("""{"op":"replace","path":"lines","value":[{"value":"1","type":"t","owner":"q"}]}""", "lines.owner")]
    [InlineData("""{"op":"add","path":"given","value":"x"}""", "given")]
    public void Patch_AgainstMutability_NamesTheAttribute(string operation, string attribute) =>
        Assert.Equal(attribute, Sample.Failed(FailureKind.Mutability, Patch(operation)).Attribute);

    [Theory]
    [InlineData("""{"op":"add","path":"lines","value":[{"value":"3"}]}""", "lines.owner")]
    [InlineData("""{"op":"add","path":"place.floor","value":"two"}""", "place.floor")]
    [InlineData("""{"op":"add","path":"place.floor","value":1.5}""", "place.floor")]
    [InlineData("""{"op":"add","path":"place.tags","value":[7]}""", "place.tags")]
    public void Patch_OfWrongValue_NamesTheAttribute(string operation, string attribute) =>
        Assert.Equal(attribute, Sample.Failed(FailureKind.InvalidValue, Patch(operation)).Attribute);

    [Fact]
    public void Patch_NewPrimary_TurnsTheOldOneOff()
    {
        var added = Sample.Value(Patch("""{"op":"add","path":"lines","value":[{"value":"3","primary":true,"owner":"o"}]}"""));
        var set = Sample.Value(Patch("""{"op":"replace","path":"lines[value eq \"2\"].primary","value":true}"""));

        Assert.Equal([false, false, true], added["lines"]!.AsArray().Select(line => (bool?)line!["primary"] ?? false));
        Assert.Equal([false, true], set["lines"]!.AsArray().Select(line => (bool?)line!["primary"] ?? false));
    }

    [Fact]
    public void Patch_LackingWhatBecameRequiredSince_ChangesOtherThings()
    {
        var old = Stored();
        old.Remove("code");

        Sample.Value(Patch(old, """{"op":"replace","path":"place.floor","value":2}"""));
        Sample.Failed(FailureKind.Mutability, Patch("""{"op":"remove","path":"code"}"""));
    }

    [Fact]
    public void Read_RequiredReadOnlyAttribute_IsNotTheClientsToGive()
    {
        Sample.Value(ResourceReader.Read(Sample.Json("""{"code":"c"}"""), Type, Dialect.Compatible));
        Sample.Failed(FailureKind.InvalidValue, ResourceReader.Read(Sample.Json("{}"), Type, Dialect.Compatible));
        Sample.Failed(
            FailureKind.InvalidValue,
            ResourceReader.Read(Sample.Json("""{"code":"c","place":{"floor":1}}"""), Type, Dialect.Compatible));
    }

    [Fact]
    public void Carry_WhatTheClientCannotSee_StaysAndTheRestGoes()
    {
        var replaced = Sample.Json("""{"place":{"city":"Köln"},"lines":[{"value":"1","type":"t","owner":"o"}]}""");

        KeptValues.Carry(Stored(), replaced, Type, Dialect.Strict, name => name is "place" or "lines");

        Sample.Equal("""{"city":"Köln","pin":"1234"}""", replaced["place"]);
        Sample.Equal("""[{"value":"1","type":"t","owner":"o","pin":"p"}]""", replaced["lines"]);
        Assert.False(replaced.ContainsKey("serials"));
        KeptValues.Carry(Stored(), replaced, Type, Dialect.Compatible, name => name is "place" or "lines");
        Sample.Equal("""{"city":"Köln","pin":"1234","country":"DE"}""", replaced["place"]);
        Assert.True(replaced.ContainsKey("serials"));
    }

    [Theory]
    [InlineData("place.pin pr")]
    [InlineData("lines.pin eq \"p\"")]
    [InlineData("lines[pin eq \"p\"]")]
    [InlineData("lines[value eq \"1\" and pin sw \"p\"]")]
    [InlineData("place[pin pr]")]
    public void Filter_OfAHiddenSubAttribute_IsRefused(string text)
    {
        var filter = Sample.Value(FilterParser.Parse(text));

        Assert.All(Enum.GetValues<Dialect>(), dialect =>
            Sample.Failed(FailureKind.InvalidFilter, FilterEvaluator.Bind(filter, Type, dialect)));
        Sample.Failed(FailureKind.InvalidFilter, Patch("""{"op":"remove","path":"lines[pin eq \"p\"]"}"""));
    }

    [Fact]
    public void UniqueKeys_OfEqualValues_AreEqual()
    {
        var size = new AttributeTarget(null, Type.Schema.Find("size")!, null);
        var made = new AttributeTarget(null, Type.Schema.Find("made")!, null);
        var line = new AttributeTarget(null, Type.Schema.Find("lines")!, Type.Schema.Find("lines")!.FindSubAttribute("value"));

        Assert.Equal(Keys("""{"size":1.50}""", size), Keys("""{"size":15e-1}""", size));
        Assert.Equal(Keys("""{"made":"2026-01-01T00:00:00Z"}""", made), Keys("""{"made":"2026-01-01T01:00:00+01:00"}""", made));
        Assert.Equal(["ss", "b"], Keys("""{"lines":[{"value":"ß"},{"value":"B"},{"type":"t"},{"value":""}]}""", line));
        Assert.Empty(UniqueKeys.Of([], line));
    }

    private static List<string> Keys(string json, AttributeTarget attribute) => [.. UniqueKeys.Of(Sample.Json(json), attribute)];

    private static Result<JsonObject> Patch(string operation) => Patch(Stored(), operation);

    private static Result<JsonObject> Patch(JsonObject stored, string operation) =>
        Sample.Plan(Type, Dialect.Compatible, Sample.Operations(operation)).Match(plan => plan.Apply(stored), failure => failure);
}
