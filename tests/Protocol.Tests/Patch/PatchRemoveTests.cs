namespace TeamAccess.Protocol.Tests.Patch;

/// <summary>RFC 7644 §3.5.2.2.</summary>
public sealed class PatchRemoveTests
{
    [Theory]
    [InlineData("title")]
    [InlineData("name")]
    [InlineData("emails")]
    [InlineData("active")]
    [InlineData("URN:ietf:params:scim:schemas:core:2.0:USER:Title")]
    public void Remove_Attribute_LeavesNothingOfIt(string path)
    {
        var user = Sample.PatchedUser($$"""{"op":"remove","path":"{{path}}"}""");

        Assert.DoesNotContain(user, member => path.EndsWith(member.Key, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Remove_RfcExampleOneMember_RemovesIt() =>
        Sample.Equal("""[{"value":"b","type":"User"}]""", Sample.PatchedGroup(
            """{"op":"remove","path":"members[value eq \"a\"]"}""")["members"]);

    [Fact]
    public void Remove_RfcExampleEmailByTypeAndDomain_RemovesIt() =>
        Sample.Equal("""[{"value":"babs@example.org","type":"home"}]""", Sample.PatchedUser(
            """{"op":"remove","path":"emails[type eq \"work\" and value ew \"example.com\"]"}""")["emails"]);

    [Fact]
    public void Remove_RfcExampleThenAdd_SwapsMembers() =>
        Assert.Equal(["b", "c"], Sample.PatchedGroup(
            """{"op":"remove","path":"members[value eq \"a\"]"}""",
            """{"op":"add","path":"members","value":[{"value":"c"}]}""")["members"]!.AsArray().Select(m => (string?)m!["value"]));

    [Fact]
    public void Remove_LastValueOrSubAttribute_LeavesNoEmptyContainer()
    {
        var user = Sample.PatchedUser(
            """{"op":"remove","path":"emails[type eq \"work\"]"}""",
            """{"op":"remove","path":"emails[type eq \"home\"]"}""",
            """{"op":"remove","path":"roles[value eq \"Member\"].value"}""",
            """{"op":"remove","path":"name.formatted"}""",
            """{"op":"remove","path":"name.familyName"}""",
            """{"op":"remove","path":"name.givenName"}""",
            $$"""{"op":"remove","path":"{{Sample.Enterprise}}:department"}""",
            $$"""{"op":"remove","path":"{{Sample.Enterprise}}:employeeNumber"}""",
            $$"""{"op":"remove","path":"{{Sample.Enterprise}}:manager"}""");

        Assert.DoesNotContain(user, member => member.Key is "emails" or "roles" or "name" or Sample.Enterprise);
    }

    [Fact]
    public void Remove_WholeExtension_RemovesIt()
    {
        var user = Sample.Value(Sample.Patch(
            Sample.User(), Dialect.Strict, $$"""{"op":"remove","path":"{{Sample.Enterprise}}"}"""));

        Assert.False(user.ContainsKey(Sample.Enterprise));
    }

    [Theory]
    [InlineData("nickName")]
    [InlineData("emails[type eq \\\"fax\\\"]")]
    [InlineData("emails[type eq \\\"fax\\\"].value")]
    [InlineData("phoneNumbers.value")]
    public void Remove_WhatIsNotThere_ChangesNothing(string path) =>
        Sample.Equal(Sample.User().ToJsonString(), Sample.PatchedUser($$"""{"op":"remove","path":"{{path}}"}"""));

    [Theory]
    [InlineData("emails[type eq \\\"fax\\\"]")]
    [InlineData("emails[type eq \\\"fax\\\"].value")]
    public void Remove_FilterMatchesNothingInStrict_NoTarget(string path) => Sample.Failed(
        FailureKind.NoTarget, Sample.Patch(Sample.User(), Dialect.Strict, $$"""{"op":"remove","path":"{{path}}"}"""));

    [Theory]
    [InlineData("""{"op":"remove"}""")]
    [InlineData("""{"op":"Remove","path":null}""")]
    [InlineData("""{"op":"remove","value":{"title":"x"}}""")]
    public void Remove_WithoutPath_NoTarget(string operation) =>
        Sample.Failed(FailureKind.NoTarget, Sample.Patch(Sample.User(), Dialect.Compatible, operation));

    [Theory]
    [InlineData("""{"op":"remove","path":"userName"}""")]
    [InlineData("""{"op":"replace","path":"userName","value":null}""")]
    public void Remove_RequiredAttribute_Mutability(string operation) =>
        Sample.Failed(FailureKind.Mutability, Sample.Patch(Sample.User(), Dialect.Strict, operation));

    [Fact]
    public void Remove_RequiredAttributeThenSet_IsFine() =>
        Assert.Equal("x", (string?)Sample.PatchedUser(
            """{"op":"remove","path":"userName"}""", """{"op":"add","path":"userName","value":"x"}""")["userName"]);

    [Theory]
    [InlineData("""[{"value":"babs@example.org"}]""", 1)]
    [InlineData("""{"type":"home"}""", 1)]
    [InlineData("\"babs@example.org\"", 1)]
    [InlineData("""[{"value":"babs@example.org","type":"work"}]""", 2)]
    [InlineData("""[{"value":"nobody@example.org"}]""", 2)]
    [InlineData("[]", 2)]
    [InlineData("\"\"", 2)]
    public void Remove_ValuesGivenInCompatible_OnlyThoseGo(string value, int left) =>
        Assert.Equal(left, Sample.PatchedUser($$"""{"op":"remove","path":"emails","value":{{value}} }""")["emails"]!.AsArray().Count);

    [Fact]
    public void Remove_ValueOfWrongType_RemovesNothing() => Sample.Failed(
        FailureKind.InvalidValue, Sample.Patch(Sample.Group(), Dialect.Compatible, """{"op":"remove","path":"members","value":5}"""));

    [Fact]
    public void Remove_ValuesGivenInStrict_InvalidValue() => Sample.Failed(
        FailureKind.InvalidValue,
        Sample.Patch(Sample.Group(), Dialect.Strict, """{"op":"remove","path":"members","value":[{"value":"a"}]}"""));
}
