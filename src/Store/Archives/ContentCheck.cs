using System.Security.Cryptography;
using TeamAccess.Domain;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Audit.Checkpoints;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Store.Archives;

/// <summary>
/// Whether the rows of a store agree with each other: the audit chain is whole from its beginning, or from the anchor
/// that retention has left, up to its head, the head counts what is there, its owner alone has the owner's role, and
/// whatever names a row names one that exists. Takes the rows in the order of <see cref="RowKind"/>,
/// workspace by workspace, and remembers ids only.
/// </summary>
public sealed class ContentCheck
{
    private const int MaxFindings = 100;

    private readonly List<ContentFinding> findings = [];
    private readonly List<WorkspaceId> workspaces = [];
    private OfWorkspace? open;

    /// <summary>What is wrong, at most a hundred findings.</summary>
    public IReadOnlyList<ContentFinding> Findings => findings;

    /// <summary>The workspaces that were whole rows, in their order.</summary>
    public IReadOnlyList<WorkspaceId> Workspaces => workspaces;

    public long Rows { get; private set; }

    /// <summary>Takes all that a snapshot holds.</summary>
    /// <param name="workspace">Only this one; null for all.</param>
    public static async Task<ContentCheck> RunAsync(
        IStoreSnapshot snapshot,
        WorkspaceId? workspace,
        IProgress<ArchiveProgress>? progress,
        CancellationToken cancellationToken)
    {
        var check = new ContentCheck();
        var all = new List<WorkspaceId>();
        await foreach (var row in snapshot.ReadAsync(RowKind.Workspace, workspace, cancellationToken))
        {
            all.Add(row.Workspace!.Value);
        }

        for (var i = 0; i < all.Count; i++)
        {
            foreach (var kind in RowKinds.OfWorkspaces)
            {
                await foreach (var row in snapshot.ReadAsync(kind, all[i], cancellationToken))
                {
                    check.Add(row);
                    if (check.Rows % 1000 == 0)
                    {
                        progress?.Report(new ArchiveProgress(check.Rows, kind, all[i], (double)i / all.Count));
                    }
                }
            }
        }

        check.Finish();
        return check;
    }

    public void Add(StoredRow row)
    {
        Rows++;
        if (row.Workspace is not { } workspace || !row.Kind.IsOfWorkspaces())
        {
            return;
        }

        if (open is not { } current || current.Workspace != workspace)
        {
            Finish();
            open = current = new OfWorkspace(workspace, Report);
        }

        current.Add(row);
        if (row.Kind == RowKind.Workspace)
        {
            workspaces.Add(workspace);
            open = null;
        }
    }

    /// <summary>After the last row.</summary>
    public void Finish()
    {
        if (open is { } left)
        {
            Report(left.Workspace, "it has rows, but there is no such workspace");
            open = null;
        }
    }

    private void Report(WorkspaceId workspace, string what)
    {
        if (findings.Count < MaxFindings)
        {
            findings.Add(new ContentFinding(workspace, what));
        }
    }

    private sealed class OfWorkspace(WorkspaceId workspace, Action<WorkspaceId, string> report)
    {
        private readonly HashSet<Guid> members = [];
        private readonly HashSet<Guid> groups = [];
        private int active;
        private int owners;
        private MemberId? owner;
        private long start;
        private long sequence;
        private bool chainBroken;
        private ReadOnlyMemory<byte> chain = ReadOnlyMemory<byte>.Empty;
        private WorkspaceHead? head;

        public WorkspaceId Workspace => workspace;

        public void Add(StoredRow row)
        {
            switch (row.Value)
            {
                case Member member:
                    members.Add(member.Id.Value);
                    CountOwner(member);
                    active += member.State == MemberState.Active ? 1 : 0;
                    break;
                case MemberTombstone tombstone:
                    Require(!members.Contains(tombstone.Id.Value), "a removed member is still there");
                    break;
                case Group group:
                    groups.Add(group.Id.Value);
                    break;
                case Membership membership:
                    Require(
                        groups.Contains(membership.Group.Value) && members.Contains(membership.Member.Value),
                        "a membership names a group or a member that does not exist");
                    break;
                case GroupLink link:
                    Require(
                        groups.Contains(link.Parent.Value) && groups.Contains(link.Child.Value),
                        "a nested group names a group that does not exist");
                    break;
                case SignedCheckpoint { Purpose: CheckpointPurpose.Anchor } anchor:
                    Add(anchor);
                    break;
                case AuditEvent audited:
                    Add(audited);
                    break;
                case StoredHead stored:
                    Add(stored.Head);
                    break;
                case Workspace whole:
                    Add(whole);
                    break;
                default:
                    break;
            }
        }

        private void CountOwner(Member member)
        {
            if (member.Role == RoleName.Owner)
            {
                owners++;
                owner = member.Id;
            }
        }

        // Retention may not have come to the end with what the anchor replaces.
        private void Add(SignedCheckpoint anchor)
        {
            if (anchor.ReadUnproved() is { } checkpoint && checkpoint.Sequence == anchor.Sequence)
            {
                (start, sequence, chain) = (checkpoint.Sequence, checkpoint.Sequence, checkpoint.Hash);
            }
            else
            {
                report(workspace, $"the checkpoint at event {anchor.Sequence}, behind which the audit log begins, cannot be read");
            }
        }

        private void Add(AuditEvent audited)
        {
            if (chainBroken || audited.Sequence <= start)
            {
                return;
            }

            if (audited.Sequence != sequence + 1)
            {
                chainBroken = true;
                report(workspace, $"the audit log has no event {sequence + 1}");
            }
            else if (!CryptographicOperations.FixedTimeEquals(AuditChain.Hash(chain, audited), audited.Hash.Span))
            {
                chainBroken = true;
                report(workspace, $"the audit log was changed at event {audited.Sequence}");
            }

            (sequence, chain) = (audited.Sequence, audited.Hash);
        }

        private void Add(WorkspaceHead stored)
        {
            head = stored;
            Require(
                chainBroken || (stored.AuditSequence == sequence && stored.AuditHash.Span.SequenceEqual(chain.Span)),
                $"the audit log ends at event {sequence}, and its head speaks of {stored.AuditSequence}");
            RequireCount("members", stored.Members, members.Count);
            RequireCount("active members", stored.ActiveMembers, active);
            RequireCount("groups", stored.Groups, groups.Count);
        }

        private void Add(Workspace whole)
        {
            Require(whole.Owner is not { } named || members.Contains(named.Value), "its owner is no member of it");
            Require(whole.Owner is null || owner == whole.Owner, "its owner does not have the owner's role");
            Require(owners == (whole.Owner is null ? 0 : 1), $"{owners} members have the owner's role");
            Require(head is not null || (members.Count == 0 && sequence == 0), "it has rows, but no head");
        }

        private void RequireCount(string what, int said, int found) =>
            Require(said == found, $"there are {found} {what}, and the head speaks of {said}");

        private void Require(bool condition, string otherwise)
        {
            if (!condition)
            {
                report(workspace, otherwise);
            }
        }
    }
}

/// <summary>Something that does not agree.</summary>
/// <param name="Problem">Holds ids and numbers at most, nothing personal.</param>
public sealed record ContentFinding(WorkspaceId Workspace, string Problem);
