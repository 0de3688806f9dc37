using TeamAccess.Domain;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Store.Archives;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Store.Tests.Archives;

/// <summary>Each thing that rows must agree in, wrong by itself: no other check sees it.</summary>
public sealed class ContentCheckTests
{
    private static readonly MemberId NoMember = new(Sample.Id(999));
    private static readonly GroupId NoGroup = new(Sample.Id(999));

    /// <summary>A name, what is said of it, and the change that makes it so.</summary>
    private static readonly (string Name, string Said, Func<object, object> Change)[] Wrongs =
    [
        ("members", "there are 10 members, and the head speaks of 11", OfHead(head => head with { Members = 11 })),
        ("active members", "there are 10 active members", OfHead(head => head with { ActiveMembers = 9 })),
        ("groups", "there are 3 groups", OfHead(head => head with { Groups = 2 })),
        ("sequence", "its head speaks of 11", OfHead(head => head with { AuditSequence = 11 })),
        ("hash", "its head speaks of 10", OfHead(head => head with { AuditHash = new byte[32] })),
        ("inactive", "there are 9 active members", Of<Member>(
            member => member.Id == Sample.MemberId(5), member => member with { State = MemberState.Deactivated })),
        ("tombstone", "a removed member is still there", Of<MemberTombstone>(
            _ => true, tombstone => tombstone with { Id = Sample.MemberId(1) })),
        ("group of a membership", "a membership names", Of<Membership>(
            member => member.Member == Sample.MemberId(7), member => member with { Group = NoGroup })),
        ("member of a membership", "a membership names", Of<Membership>(
            member => member.Member == Sample.MemberId(7), member => member with { Member = NoMember })),
        ("parent", "a nested group names", Of<GroupLink>(_ => true, link => link with { Parent = NoGroup })),
        ("child", "a nested group names", Of<GroupLink>(_ => true, link => link with { Child = NoGroup })),
        ("event", "changed at event 5", Of<AuditEvent>(
            audited => audited.Sequence == 5, audited => audited with { Actor = "other" })),
        ("owner", "its owner is no member", Of<Workspace>(_ => true, whole => whole with { Owner = NoMember })),
        ("head of another", "it has rows, but there is no such workspace", Of<StoredHead>(
            _ => true, stored => stored with { Workspace = Sample.AcmeEast })),
        ("another workspace", "it has rows, but there is no such workspace", Of<Workspace>(
            _ => true, whole => whole with { Id = Sample.AcmeEast, Owner = null })),
    ];

    public static TheoryData<string> Names => [.. Wrongs.Select(wrong => wrong.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_OneThingWrong_IsFound(string name)
    {
        var (_, said, change) = Wrongs.Single(wrong => wrong.Name == name);
        var rows = SampleRows.Of(Sample.Acme, 1, 10);
        Assert.Empty(Check(rows));

        var found = Check(rows.Select(row => row with { Value = change(row.Value) }));

        Assert.Contains(found, finding => finding.Problem.Contains(said, StringComparison.Ordinal));
    }

    private static IReadOnlyList<ContentFinding> Check(IEnumerable<StoredRow> rows)
    {
        var check = new ContentCheck();
        foreach (var row in rows)
        {
            check.Add(row);
        }

        check.Finish();
        return check.Findings;
    }

    private static Func<object, object> OfHead(Func<WorkspaceHead, WorkspaceHead> change) =>
        Of<StoredHead>(_ => true, stored => stored with { Head = change(stored.Head) });

    private static Func<object, object> Of<T>(Func<T, bool> which, Func<T, T> change)
        where T : class => value => value is T typed && which(typed) ? change(typed) : value;
}
