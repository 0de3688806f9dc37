namespace TeamAccess.Protocol.Tests.Patch;

/// <summary>RFC 7644 §3.5.2.1.</summary>
public sealed class PatchAddTests
{
    [Fact]
    public void Add_SingleValuedWithOldValue_Replaces() =>
        Assert.Equal("New", (string?)Sample.PatchedUser("""{"op":"add","path":"displayName","value":"New"}""")["displayName"]);

    [Fact]
    public void Add_RfcExampleWithoutPath_AddsEmailAndNickname()
    {
        var user = Sample.PatchedUser(
            """{"op":"add","value":{"emails":[{"value":"babs@jensen.org","type":"home"}],"nickname":"Babs"}}""");

        Assert.Equal("Babs", (string?)user["nickName"]);
        Assert.Equal(3, user["emails"]!.AsArray().Count);
    }

    [Fact]
    public void Add_RfcExampleMembers_AddsOne()
    {
        var group = Sample.PatchedGroup("""
            {"op":"add","path":"members","value":[{"display":"Babs Jensen",
             "$ref":"https://example.com/v2/Users/2819c223","value":"2819c223"}]}
            """);

        Sample.Equal("""{"value":"2819c223","$ref":"https://example.com/v2/Users/2819c223"}""", group["members"]![2]);
    }

    [Fact]
    public void Add_ValueAlreadyThere_ChangesNothing()
    {
        Sample.Equal(Sample.Group().ToJsonString(), Sample.PatchedGroup(
            """{"op":"add","path":"members","value":[{"value":"a","type":"User"}]}"""));
        Sample.Equal(Sample.User().ToJsonString(), Sample.PatchedUser(
            """{"op":"add","path":"emails","value":{"type":"home","value":"babs@example.org"}}"""));
    }

    [Fact]
    public void Add_SameTypeAndValueWithMore_CompletesTheStoredValue() =>
        Sample.Equal("""[{"value":"Member","display":"A member"}]""", Sample.PatchedUser(
            """{"op":"add","path":"roles","value":[{"value":"Member","display":"A member"}]}""")["roles"]);

    [Fact]
    public void Add_NewPrimary_ClearsTheOldOne()
    {
        var emails = Sample.PatchedUser(
            """{"op":"add","path":"emails","value":[{"value":"n@example.com","type":"other","primary":true}]}""")["emails"]!;

        Assert.False((bool)emails[0]!["primary"]!);
        Assert.True((bool)emails[2]!["primary"]!);
    }

    [Fact]
    public void Add_PrimaryOfOneValue_ClearsTheOldOne()
    {
        var emails = Sample.PatchedUser("""{"op":"add","path":"emails[type eq \"home\"].primary","value":true}""")["emails"]!;

        Assert.False((bool)emails[0]!["primary"]!);
        Assert.True((bool)emails[1]!["primary"]!);
    }

    [Fact]
    public void Add_ComplexAttribute_KeepsWhatIsNotMentioned() =>
        Sample.Equal(
            """{"formatted":"Barbara Jensen","familyName":"Jensen","givenName":"Barbara","middleName":"J"}""",
            Sample.PatchedUser("""{"op":"add","path":"name","value":{"middleName":"J"}}""")["name"]);

    [Fact]
    public void Add_ToMatchingValue_MergesIntoIt() =>
        Sample.Equal(
            """{"value":"babs@example.org","type":"home","display":"Home"}""",
            Sample.PatchedUser("""{"op":"add","path":"emails[type eq \"home\"]","value":{"display":"Home"}}""")["emails"]![1]);

    [Fact]
    public void Add_NothingToAList_ChangesNothing()
    {
        foreach (var nothing in new[] { "[]", "null", "\"\"" })
        {
            var add = $$"""{"op":"add","path":"emails","value":{{nothing}} }""";

            Sample.Equal(Sample.User().ToJsonString(), Sample.PatchedUser(add));
        }
    }

    [Fact]
    public void Add_ExtensionAttribute_CreatesTheExtension()
    {
        var user = Sample.User();
        user.Remove(Sample.Enterprise);

        var patched = Sample.Value(Sample.Patch(
            user, Dialect.Strict, $$"""{"op":"add","path":"{{Sample.Enterprise}}:costCenter","value":"4130"}"""));

        Sample.Equal("""{"costCenter":"4130"}""", patched[Sample.Enterprise]);
    }

    [Fact]
    public void Add_ToManyMembers_StaysQuick()
    {
        var group = Sample.Group();
        var members = group["members"]!.AsArray();
        for (var i = 0; i < 30_000; i++)
        {
            members.Add(Sample.Json($$"""{"value":"m{{i}}"}"""));
        }

        var started = System.Diagnostics.Stopwatch.StartNew();
        var patched = Sample.Value(Sample.Patch(
            group,
            Dialect.Compatible,
            """{"op":"add","path":"members","value":[{"value":"m5"},{"value":"new"}]}""",
            """{"op":"remove","path":"members","value":[{"value":"m7"}]}"""));

        Assert.Equal(30_002, patched["members"]!.AsArray().Count);
        Assert.True(started.Elapsed < TimeSpan.FromSeconds(30), $"Took {started.Elapsed}");
    }
}
