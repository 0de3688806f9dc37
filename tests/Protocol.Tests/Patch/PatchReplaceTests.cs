namespace TeamAccess.Protocol.Tests.Patch;

/// <summary>RFC 7644 §3.5.2.3.</summary>
public sealed class PatchReplaceTests
{
    [Fact]
    public void Replace_RfcExampleMembers_ReplacesAll()
    {
        var group = Sample.PatchedGroup("""
            {"op":"replace","path":"members","value":[
              {"display":"Babs Jensen","$ref":"https://example.com/v2/Users/2819c223","value":"2819c223"},
              {"display":"James Smith","$ref":"https://example.com/v2/Users/08e1d05d","value":"08e1d05d"}]}
            """);

        Assert.Equal(["2819c223", "08e1d05d"], group["members"]!.AsArray().Select(member => (string?)member!["value"]));
    }

    [Fact]
    public void Replace_RfcExampleWorkAddress_ReplacesTheWholeValue()
    {
        var user = Sample.PatchedUser(
            """{"op":"add","path":"addresses","value":[{"type":"work","region":"CA","country":"US"},{"type":"home"}]}""",
            """
            {"op":"replace","path":"addresses[type eq \"work\"]","value":{"type":"work","streetAddress":"911 Universal City Plaza",
             "locality":"Hollywood","postalCode":"91608"}}
            """,
            """{"op":"replace","path":"addresses[type eq \"work\"].streetAddress","value":"1010 Broadway Ave"}""");

        Sample.Equal("""
            [{"type":"work","streetAddress":"1010 Broadway Ave","locality":"Hollywood","postalCode":"91608"},{"type":"home"}]
            """, user["addresses"]);
    }

    [Fact]
    public void Replace_RfcExampleWithoutPath_ReplacesListAndSetsNickname()
    {
        var user = Sample.PatchedUser("""
            {"op":"replace","value":{"emails":[{"value":"bjensen@example.com","type":"work","primary":true},
              {"value":"babs@jensen.org","type":"home"}],"nickname":"Babs"}}
            """);

        Assert.Equal("Babs", (string?)user["nickName"]);
        Assert.Equal("babs@jensen.org", (string?)user["emails"]![1]!["value"]);
    }

    [Fact]
    public void Replace_Absent_Adds() =>
        Assert.Equal("Babs", (string?)Sample.PatchedUser("""{"op":"replace","path":"nickName","value":"Babs"}""")["nickName"]);

    [Fact]
    public void Replace_ComplexAttribute_KeepsWhatIsNotMentioned() =>
        Sample.Equal(
            """{"formatted":"Barbara Jensen","familyName":"New"}""",
            Sample.PatchedUser("""{"op":"replace","path":"name","value":{"familyName":"New","givenName":null}}""")["name"]);

    [Theory]
    [InlineData("""{"op":"replace","path":"emails[type eq \"fax\"].value","value":"x"}""")]
    [InlineData("""{"op":"replace","path":"emails[type eq \"fax\"]","value":{"value":"x"}}""")]
    [InlineData("""{"op":"add","path":"emails[type eq \"fax\"].value","value":"x"}""")]
    public void Replace_FilterMatchesNothingInStrict_NoTarget(string operation) =>
        Sample.Failed(FailureKind.NoTarget, Sample.Patch(Sample.User(), Dialect.Strict, operation));

    [Theory]
    [InlineData("""emails[type eq \"a\" or type eq \"b\"].value""")]
    [InlineData("""emails[type ne \"work\" and type ne \"home\"].value""")]
    [InlineData("""emails[value eq \"old@example.com\"].value""")]
    [InlineData("""emails[not (type pr)].value""")]
    public void Replace_FilterThatDescribesNoValue_NoTarget(string path) => Sample.Failed(
        FailureKind.NoTarget,
        Sample.Patch(Sample.User(), Dialect.Compatible, $$"""{"op":"replace","path":"{{path}}","value":"x"}"""));

    [Theory]
    [InlineData("""{"op":"replace","path":"phoneNumbers[value eq \"99\"]","value":{"value":"7"}}""")]
    [InlineData("""{"op":"replace","path":"emails[type eq \"fax\"]","value":{"value":"x"}}""")]
    [InlineData("""{"op":"add","path":"emails[type eq \"fax\"]","value":{"value":"x"}}""")]
    public void Replace_WholeValueThatIsNotThere_NoTarget(string operation) =>
        Sample.Failed(FailureKind.NoTarget, Sample.Patch(Sample.User(), Dialect.Compatible, operation));

    [Theory]
    [InlineData("""{"op":"replace","path":"emails","value":{"unknown":"x"}}""")]
    [InlineData("""{"op":"replace","path":"emails[primary eq true]","value":{"unknown":"x"}}""")]
    [InlineData("""{"op":"add","path":"emails[primary eq true]","value":{"unknown":"x"}}""")]
    public void Replace_ValueOfOnlyUnknownSubAttributes_InvalidValueAndNothingRemoved(string operation) =>
        Sample.Failed(FailureKind.InvalidValue, Sample.Patch(Sample.User(), Dialect.Compatible, operation));

    [Fact]
    public void Replace_EmptyList_RemovesTheAttribute() =>
        Assert.False(Sample.PatchedUser("""{"op":"replace","path":"emails","value":[]}""").ContainsKey("emails"));

    [Fact]
    public void Replace_SubAttributeOfEveryValue_ChangesEach() =>
        Assert.All(
            Sample.PatchedUser("""{"op":"replace","path":"emails.display","value":"x"}""")["emails"]!.AsArray(),
            email => Assert.Equal("x", (string?)email!["display"]));

    [Fact]
    public void Replace_Manager_DropsWhatTheOldOneImplied() =>
        Sample.Equal("""{"value":"m2"}""", Sample.PatchedUser(
            $$"""{"op":"replace","path":"{{Sample.Enterprise}}:manager.value","value":"m2"}""")[Sample.Enterprise]!["manager"]);

    [Fact]
    public void Replace_ManagerWithReference_KeepsTheNewReference() =>
        Sample.Equal("""{"value":"m2","$ref":"../Users/m2"}""", Sample.PatchedUser(
            $$"""{"op":"replace","path":"{{Sample.Enterprise}}:manager","value":{"$ref":"../Users/m2","value":"m2"} }""")
            [Sample.Enterprise]!["manager"]);

    [Theory]
    [InlineData("userName", "\"\"")]
    [InlineData("userName", "\" \"")]
    [InlineData("userName", "\"a\\u200bb\"")]
    [InlineData("userName", "5")]
    [InlineData("active", "\"maybe\"")]
    [InlineData("active", "1")]
    [InlineData("name", "\"text\"")]
    [InlineData("emails", "[[{\"value\":1}]]")]
    [InlineData("emails", "[{\"value\":5}]")]
    [InlineData("title", "{\"a\":1}")]
    [InlineData("title", "[\"a\",\"b\"]")]
    [InlineData("profileUrl", "\"not a uri\"")]
    [InlineData("x509Certificates", "[{\"value\":\"***\"}]")]
    [InlineData("password", "5")]
    public void Replace_WrongValue_InvalidValue(string path, string value) => Sample.Failed(
        FailureKind.InvalidValue,
        Sample.Patch(Sample.User(), Dialect.Compatible,
            $$"""{"op":"replace","path":"{{path}}","value":{{value}} }"""));

    [Fact]
    public void Replace_Password_IsForgotten() =>
        Sample.Equal(Sample.User().ToJsonString(), Sample.PatchedUser("""{"op":"replace","path":"password","value":"s3cret"}"""));
}
