using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Domain.Changes;

/// <summary>
/// A unit of work in one workspace, with what every operation needs: the actor's standing, the time, and the log.
/// Collects the moves of the workspace's head, which are written once at the end.
/// </summary>
internal sealed class Change(
    IUnitOfWork unit,
    RoleTable roles,
    ResourceCatalog catalog,
    Call call,
    Standing standing,
    DateTimeOffset now,
    WorkspaceHead head)
{
    private readonly long firstSequence = head.AuditSequence;
    private Workspace? workspace;

    public IUnitOfWork Unit { get; } = unit;

    public RoleTable Roles { get; } = roles;

    public ResourceCatalog Catalog { get; } = catalog;

    public Call Call { get; } = call;

    public Standing Standing { get; } = standing;

    public DateTimeOffset Now { get; } = now;

    public WorkspaceHead Head { get; private set; } = head;

    public bool Recorded => Head.AuditSequence != firstSequence;

    /// <summary>Whether what was written is kept although the change is refused.</summary>
    public bool KeepsRefusal { get; private set; }

    /// <summary>Sees every role that the change moves; null when nobody wants to know.</summary>
    public RoleMoves? Moves { get; set; }

    public WorkspaceId WorkspaceId => Call.Workspace;

    /// <summary>An id above every one given out before, so that order of id is order of creation.</summary>
    public Guid NewId() => OrderedIds.Next(Now);

    public async ValueTask<Workspace> GetWorkspaceAsync(CancellationToken cancellationToken) =>
        workspace ??= await Unit.Workspaces.FindAsync(WorkspaceId, cancellationToken)
            ?? throw new InvalidOperationException($"Workspace {WorkspaceId} has a credential but no row.");

    public async ValueTask AddWorkspaceAsync(Workspace added, CancellationToken cancellationToken)
    {
        await Unit.Workspaces.AddAsync(added, cancellationToken);
        workspace = added;
    }

    /// <summary>Stores the workspace under its next version.</summary>
    public async ValueTask UpdateWorkspaceAsync(Workspace changed, CancellationToken cancellationToken)
    {
        workspace = changed with { Version = changed.Version + 1 };
        await Unit.Workspaces.UpdateAsync(workspace, cancellationToken);
    }

    /// <summary>Moves the counters that seats and list totals are read from.</summary>
    public void Count(int members = 0, int activeMembers = 0, int groups = 0) => Head = Head with
    {
        Members = Head.Members + members,
        ActiveMembers = Head.ActiveMembers + activeMembers,
        Groups = Head.Groups + groups,
    };

    /// <summary>
    /// What is written from here on is kept together with the refusal that follows: for a refusal that has to be known
    /// of later.
    /// </summary>
    /// <exception cref="InvalidOperationException">Something was recorded before, which a refusal must undo.</exception>
    public void KeepRefusal() => KeepsRefusal = !Recorded
        ? true
        : throw new InvalidOperationException("A change that has begun is refused whole.");

    /// <summary>Appends one audit event. The acting member is added to those it is about.</summary>
    public async ValueTask RecordAsync(
        string action,
        string target,
        IEnumerable<MemberId> about,
        IReadOnlyList<AuditChange> changes,
        CancellationToken cancellationToken)
    {
        var behind = Call.Actor.BehindIt;
        var members = behind is { } acting ? about.Append(acting) : about;
        var recorded = new AuditEvent
        {
            Workspace = WorkspaceId,
            Sequence = Head.AuditSequence + 1,
            Time = Now,
            Actor = Call.Actor.Name,
            OnBehalfOf = Call.Actor is Actor.Key key ? $"member:{key.Creator}" : null,
            Action = action,
            Target = target,
            Members = members.Distinct().ToList(),
            Changes = changes,
            Door = Call.Door,
            RequestId = Call.RequestId,
            Address = Call.Address,
            Hash = ReadOnlyMemory<byte>.Empty,
        };
        var hash = AuditChain.Hash(Head.AuditHash, recorded);
        await Unit.Audit.AppendAsync(recorded with { Hash = hash }, cancellationToken);
        Head = Head with { AuditSequence = recorded.Sequence, AuditHash = hash };
    }

    /// <summary>Writes the head, one revision on.</summary>
    public ValueTask CloseAsync(CancellationToken cancellationToken)
    {
        Head = Head with { Revision = Head.Revision + 1 };
        return Unit.Workspaces.PutHeadAsync(WorkspaceId, Head, cancellationToken);
    }
}
