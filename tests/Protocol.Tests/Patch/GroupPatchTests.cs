using TeamAccess.Protocol.Patch;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Tests.Patch;

public sealed class GroupPatchTests
{
    [Fact]
    public void Split_EveryKindOfChange_KeepsTheirOrder()
    {
        var split = Split(
            """{"op":"add","path":"members","value":[{"value":"a","type":"User"},{"value":"b"},{"value":"a"}]}""",
            """{"op":"replace","path":"displayName","value":"New"}""",
            """{"op":"remove","path":"members","value":[{"value":"a"},"c"]}""",
            """{"op":"remove","path":"members[value eq \"b\"]"}""",
            """{"op":"remove","path":"members[type eq \"Group\"]"}""",
            """{"op":"remove","path":"members"}""",
            """{"op":"replace","path":"members","value":[{"value":"d"}]}""");

        Assert.Equal(
            ["Add a:User,b,a", "Remove a,c", "Remove b", "RemoveWhere type eq \"Group\"", "RemoveAll", "Replace d"],
            split.MembersChanges.Select(Describe));
        Assert.Equal("displayName", Assert.Single(split.AttributeSteps.Steps).Target.Name);
        Assert.Equal(new MemberReference("a", "User"), ((MembersChange.Add)split.MembersChanges[0]).Members[0]);
    }

    [Theory]
    [InlineData("""{"op":"Remove","path":"members","value":[{"$ref":null,"value":"f648"}]}""", "Remove f648")] // Entra
    [InlineData("""{"op":"Add","path":"members","value":[{"$ref":null,"value":"f648"}]}""", "Add f648")] // Entra
    [InlineData("""{"op":"remove","path":"members[value eq \"f648\"]"}""", "Remove f648")] // Entra's flag, Okta
    [InlineData("""{"op":"replace","path":"members","value":[]}""", "Replace ")]
    [InlineData("""{"op":"replace","value":{"members":[],"id":"abf4","displayName":"x"}}""", "Replace ")] // Okta
    [InlineData("""{"op":"replace","value":{"members":["a",{"value":"b"}]}}""", "Replace a,b")]
    [InlineData("""{"op":"add","path":"members","value":{"value":"a"}}""", "Add a")]
    [InlineData("""{"op":"add","path":"members","value":"a"}""", "Add a")]
    [InlineData("""{"op":"add","value":{"members":[{"value":"a"}]}}""", "Add a")]
    [InlineData("""{"op":"remove","path":"MEMBERS"}""", "RemoveAll")]
    [InlineData("""{"op":"replace","path":"members","value":{"value":"a"}}""", "Replace a")]
    [InlineData("""{"op":"replace","path":"members","value":"a"}""", "Replace a")]
    [InlineData("""{"op":"add","path":"members[value eq \"a\"]","value":{"type":"User"}}""", "Add a:User")]
    [InlineData("""{"op":"add","path":"members[value eq \"A\"]","value":{"value":"a"}}""", "Add A")]
    [InlineData("""{"op":"remove","path":"members[VALUE eq \"F648\"]"}""", "Remove F648")]
    [InlineData("""{"op":"add","path":"members","value":[{"$ref":"https://x.test/scim/v2/Users/a"}]}""", "Add a:User")]
    [InlineData("""{"op":"add","path":"members","value":[{"$ref":"../groups/a","display":"A"}]}""", "Add a:Group")]
    [InlineData("""{"op":"add","path":"members","value":[{"$ref":"/Groups/b","value":"a"}]}""", "Add a")]
    [InlineData("""{"op":"add","path":"members","value":[{"value":"a","type":"Group","$ref":null}]}""", "Add a:Group")]
    [InlineData("""{"op":"add","path":"members","value":[{"value":"a"},{"value":"a","type":"User"}]}""", "Add a,a:User")]
    [InlineData("""{"op":"remove","path":"members","value":[{"value":"a","type":"group"}]}""", "Remove a:group")]
    public void Split_OneOperation_BecomesOneChange(string operation, string change) =>
        Assert.Equal(change, Describe(Assert.Single(Split(operation).MembersChanges)));

    [Theory]
    [InlineData("""{"op":"replace","value":{"id":"abf4","displayName":"Test SCIMv2"}}""")] // Okta's rename
    [InlineData("""{"op":"replace","value":{"displayName":"x","members":null}}""")]
    [InlineData("""{"op":"remove","path":"members","value":[]}""")]
    [InlineData("""{"op":"add","path":"members","value":[]}""")]
    [InlineData("""{"op":"replace","path":"displayName","value":"x"}""")]
    public void Split_OperationThatNamesNoMember_ChangesNone(string operation) =>
        Assert.Empty(Split(operation).MembersChanges);

    [Theory]
    [InlineData("""{"op":"replace","path":"members[value eq \"a\"].value","value":"b"}""")]
    [InlineData("""{"op":"replace","path":"members[value eq \"a\"]","value":{"value":"b"}}""")]
    [InlineData("""{"op":"remove","path":"members.value"}""")]
    [InlineData("""{"op":"replace","path":"members[type eq \"User\"]","value":{"value":"b"}}""")]
    public void Split_OneMemberIntoAnother_Mutability(string operation) =>
        Sample.Failed(FailureKind.Mutability, GroupPatch.Split(Plan(operation)));

    [Theory]
    [InlineData("""{"op":"replace","path":"members","value":[{"display":"Babs"}]}""")]
    [InlineData("""{"op":"replace","path":"members","value":[{"type":"User"}]}""")]
    [InlineData("""{"op":"add","path":"members","value":[{}]}""")]
    [InlineData("""{"op":"add","path":"members","value":[null]}""")]
    [InlineData("""{"op":"remove","path":"members","value":[{}]}""")]
    [InlineData("""{"op":"add","value":{"members":[{"value":"a"},{"$ref":null}]}}""")]
    [InlineData("""{"op":"add","path":"members","value":[{"$ref":"x"}]}""")]
    [InlineData("""{"op":"add","path":"members","value":[{"$ref":"/Things/x"}]}""")]
    [InlineData("""{"op":"add","path":"members","value":[{"$ref":"/Users/"}]}""")]
    [InlineData("""{"op":"add","path":"members","value":[{"$ref":"no uri"}]}""")]
    [InlineData("""{"op":"replace","path":"members","value":[{"unknown":"x"}]}""")]
    [InlineData("""{"op":"replace","value":{"members":{"id":"x"}}}""")]
    [InlineData("""{"op":"add","path":"members","value":[{"value":""},{"$ref":"../Users/1"}]}""")]
    public void Bind_MemberWithoutValue_InvalidValueAndNobodyRemoved(string operation) => Sample.Failed(
        FailureKind.InvalidValue,
        Sample.Plan(ResourceCatalog.BuiltIn.Group, Dialect.Compatible, Sample.Operations(operation)));

    [Theory]
    [InlineData("[{}]")]
    [InlineData("[null]")]
    [InlineData("""[{"value":"a"},{}]""")]
    [InlineData("""[{"value":"a"},null]""")]
    [InlineData("""[""]""")]
    [InlineData("[[]]")]
    [InlineData("{}")]
    [InlineData("\"\"")]
    [InlineData("null")]
    public void Bind_ReplacementThatNamesNobody_InvalidValue(string value)
    {
        var replace = $$"""{"op":"replace","path":"members","value":{{value}} }""";

        Refused(Dialect.Compatible, replace);
        Refused(Dialect.Strict, replace);
    }

    [Theory]
    [InlineData("""{"members":{}}""")]
    [InlineData("""{"members":""}""")]
    [InlineData("""{"members":[{}]}""")]
    [InlineData("""{"displayName":"x","members":[null]}""")]
    [InlineData("""{"urn:ietf:params:scim:schemas:core:2.0:Group":{"members":{}}}""")]
    public void Bind_ReplacementWithoutPathThatNamesNobody_InvalidValue(string value) =>
        Refused(Dialect.Compatible, $$"""{"op":"replace","value":{{value}} }""");

    [Theory]
    [InlineData("""{"op":"replace","path":"members[type eq \"User\"]","value":null}""")]
    [InlineData("""{"op":"replace","path":"members[type eq \"User\"]","value":{}}""")]
    [InlineData("""{"op":"add","path":"members[type eq \"User\"]","value":""}""")]
    public void Bind_FilteredMembersWithValueOfNothing_InvalidValue(string operation) =>
        Refused(Dialect.Compatible, operation);

    [Fact]
    public void Bind_RemoveOfNull_InvalidValueThatSaysWhatToDo()
    {
        const string Remove = """{"op":"remove","path":"members","value":null}""";

        Assert.Contains("leave value out", Refused(Dialect.Compatible, Remove).Detail, StringComparison.Ordinal);
        Assert.Contains("leave value out", Refused(Dialect.Strict, Remove).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Split_ManyFilteredRemovals_TooMany()
    {
        const string byType = """{"op":"remove","path":"members[type eq \"Group\"]"}""";
        const string byValue = """{"op":"remove","path":"members[value eq \"a\"]"}""";

        _ = Split([.. Enumerable.Repeat(byType, 20), .. Enumerable.Repeat(byValue, 500)]);
        Sample.Failed(FailureKind.TooMany, GroupPatch.Split(Plan([.. Enumerable.Repeat(byType, 21)])));
    }

    [Fact]
    public void Split_ManyMembers_StaysQuick()
    {
        var members = string.Join(',', Enumerable.Range(0, 30_000).Select(i => $$"""{"value":"member-{{i}}"}"""));
        var started = System.Diagnostics.Stopwatch.StartNew();

        var split = Split(
            $$"""{"op":"add","path":"members","value":[{{members}}]}""",
            $$"""{"op":"remove","path":"members","value":[{{members}}]}""");

        Assert.Equal(30_000, ((MembersChange.Remove)split.MembersChanges[1]).Members.Count);
        Assert.True(started.Elapsed < TimeSpan.FromSeconds(30), $"Took {started.Elapsed}");
    }

    private static PatchPlan Plan(params string[] operations) =>
        Sample.Value(Sample.Plan(ResourceCatalog.BuiltIn.Group, Dialect.Compatible, Sample.Operations(operations)));

    private static Failure Refused(Dialect dialect, string operation) => Sample.Failed(
        FailureKind.InvalidValue, Sample.Plan(ResourceCatalog.BuiltIn.Group, dialect, Sample.Operations(operation)));

    private static GroupPatch Split(params string[] operations) => Sample.Value(GroupPatch.Split(Plan(operations)));

    private static string Describe(MembersChange change) => change switch
    {
        MembersChange.Add add => $"Add {Ids(add.Members)}",
        MembersChange.Remove remove => $"Remove {Ids(remove.Members)}",
        MembersChange.RemoveAll => "RemoveAll",
        MembersChange.RemoveWhere where => $"RemoveWhere {where.Filter}",
        MembersChange.Replace replace => $"Replace {Ids(replace.Members)}",
        _ => throw new InvalidOperationException(change.ToString()),
    };

    private static string Ids(IReadOnlyList<MemberReference> members) => string.Join(
        ',', members.Select(member => member.Type is { } type ? $"{member.Value}:{type}" : member.Value));
}
