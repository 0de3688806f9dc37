using LiteDB;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Audit.Checkpoints;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Store.LiteDb.Documents;

namespace TeamAccess.Store.LiteDb.Verification;

/// <summary>
/// Counts on the way over the rows what each workspace's head says, and follows its audit chain; afterwards holds the
/// heads against it. Keeps a few numbers for each workspace.
/// </summary>
internal sealed class WorkspaceCounts(Findings findings)
{
    private readonly Dictionary<string, Counted> workspaces = new(StringComparer.Ordinal);
    private readonly SortedSet<string> begun = new(StringComparer.Ordinal);

    /// <summary>
    /// Workspaces of which an import was begun and not finished, so that neither they nor all their rows are there.
    /// </summary>
    public IReadOnlySet<string> Begun => begun;

    public void Note(string table, string id, BsonDocument row)
    {
        switch (table)
        {
            case Tables.Members:
                Of(id).Members++;
                Of(id).ActiveMembers += MemberDocument.Read(row).IsActive ? 1 : 0;
                break;
            case Tables.Imports:
                begun.Add(id);
                break;
            case Tables.Groups:
                Of(id).Groups++;
                break;
            case Tables.Checkpoints when LiteDbCheckpoints.Read(row) is { Purpose: CheckpointPurpose.Anchor } anchor:
                BeginBehind(id, anchor);
                break;
            case Tables.Audit:
                Follow(id, AuditDocument.Read(row));
                break;
        }
    }

    /// <summary>To be called for each head.</summary>
    public void Compare(string id, WorkspaceHead head)
    {
        workspaces.Remove(id, out var found);
        var counted = found ?? new Counted();
        RequireSame(id, "members", head.Members, counted.Members);
        RequireSame(id, "active members", head.ActiveMembers, counted.ActiveMembers);
        RequireSame(id, "groups", head.Groups, counted.Groups);
        if (head.AuditSequence != counted.Sequence || !head.AuditHash.Span.SequenceEqual(counted.Hash))
        {
            findings.Add(
                VerificationSubject.AuditChain,
                Tables.Heads,
                id,
                $"the head is at event {head.AuditSequence}, and the log's last is {counted.Sequence}, or another one");
        }
    }

    /// <summary>To be called after the last head.</summary>
    public void RequireNoneLeft()
    {
        foreach (var id in workspaces.Keys.Where(id => !begun.Contains(id)))
        {
            findings.Add(VerificationSubject.Count, Tables.Heads, id, "the workspace has rows and no head");
        }
    }

    // The last of them counts, and rows come in order. Its signature is not checked here, where no key is.
    private void BeginBehind(string id, SignedCheckpoint anchor)
    {
        if (anchor.ReadUnproved() is { } start)
        {
            var counted = Of(id);
            (counted.Start, counted.Sequence, counted.Hash) = (start.Sequence, start.Sequence, start.Hash.ToArray());
        }
        else
        {
            findings.Add(VerificationSubject.AuditChain, Tables.Checkpoints, id, "the log begins behind it, and it cannot be read");
        }
    }

    private void Follow(string id, AuditEvent audited)
    {
        var counted = Of(id);
        if (audited.Sequence <= counted.Start)
        {
            return; // retention has not come to its end with them
        }

        if (audited.Sequence != counted.Sequence + 1)
        {
            findings.Add(
                VerificationSubject.AuditChain, Tables.Audit, id, $"the event before is missing; the last one is {counted.Sequence}");
        }
        else if (!AuditChain.Hash(counted.Hash, audited).AsSpan().SequenceEqual(audited.Hash.Span))
        {
            findings.Add(
                VerificationSubject.AuditChain,
                Tables.Audit,
                id,
                "the event's hash does not follow from the event and the hash before it");
        }

        (counted.Sequence, counted.Hash) = (audited.Sequence, audited.Hash.ToArray());
    }

    // A key begins with its workspace's.
    private Counted Of(string id)
    {
        var workspace = id[..id.IndexOf('/', StringComparison.Ordinal)];
        return workspaces.TryGetValue(workspace, out var counted) ? counted : workspaces[workspace] = new Counted();
    }

    private void RequireSame(string id, string what, int said, int counted)
    {
        if (said != counted)
        {
            findings.Add(VerificationSubject.Count, Tables.Heads, id, $"the head says {said} {what}, and there are {counted}");
        }
    }

    private sealed class Counted
    {
        public int Members { get; set; }

        public int ActiveMembers { get; set; }

        public int Groups { get; set; }

        /// <summary>Of the anchor that the chain begins behind; 0 for the beginning.</summary>
        public long Start { get; set; }

        public long Sequence { get; set; }

        public byte[] Hash { get; set; } = [];
    }
}
