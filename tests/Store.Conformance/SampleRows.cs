using System.Globalization;
using TeamAccess.Domain;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Audit.Checkpoints;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Store.Conformance;

/// <summary>Whole workspaces with rows of every kind, which agree with each other.</summary>
public static class SampleRows
{
    /// <param name="first">The number of the first of its ids, so that two workspaces have different ones.</param>
    /// <param name="size">How many members and events there are, at least 4.</param>
    public static IReadOnlyList<StoredRow> Of(WorkspaceId workspace, int first, int size)
    {
        var rows = new List<StoredRow> { new(RowKind.Tenant, new Tenant(new TenantId("default"), "Default", [], Sample.At(0))) };
        var numbers = Enumerable.Range(first, size).ToList();
        Add(rows, RowKind.Member, numbers.Select(number => number == first
            ? Sample.Member(number, workspace: workspace) with { Role = RoleName.Owner }
            : Sample.Member(number, workspace: workspace)));
        Add(rows, RowKind.Tombstone, [Sample.Tombstone(Sample.Member(first + size, workspace: workspace))]);
        Add(rows, RowKind.Group, numbers.Take(3).Select(number => Sample.Group(number, workspace: workspace)));
        Add(rows, RowKind.Membership, numbers.Select(number => Sample.Membership(first, number, workspace)));
        Add(rows, RowKind.Membership, numbers.Take(2).Select(number => Sample.Membership(first + 1, number, workspace)));
        Add(rows, RowKind.Link, [Sample.Link(first, first + 1, workspace), Sample.Link(first + 1, first, workspace)]);
        Add(rows, RowKind.Resource, numbers.Take(2).Select(number => Device(number, workspace)));
        Add(rows, RowKind.UniqueValue, numbers.Take(2).Select(number => Held(number, workspace)));
        var (events, head) = Log(workspace, size);
        Add(rows, RowKind.Checkpoint, [new SignedCheckpoint(workspace, CheckpointPurpose.Head, size, "a.b.c")]);
        Add(rows, RowKind.AuditEvent, events);
        Add(rows, RowKind.ProvisioningEntry, numbers.Take(4).Select(number => Sample.Entry(number, workspace)));
        Add(rows, RowKind.Mapping, [Sample.Mapping(first, workspace)]);
        Add(rows, RowKind.Connection, [Sample.Connection(first, workspace)]);
        Add(rows, RowKind.Token, numbers.Take(2).Select(number => Sample.Token(number, first, workspace)));
        Add(rows, RowKind.ApiKey, numbers.Take(2).Select(number => Sample.ApiKey(number, first, workspace)));
        Add(rows, RowKind.Session, numbers.Take(2).Select(number => Sample.Session(number, first, workspace)));
        Add(rows, RowKind.Webhook, numbers.Take(2).Select(number => Sample.Webhook(number, workspace)));
        Add(rows, RowKind.Request, [Request(workspace)]);
        Add(rows, RowKind.Head, [new StoredHead(workspace, head with { Members = size, ActiveMembers = size, Groups = 3 })]);
        Add(rows, RowKind.Workspace, [Sample.Workspace(workspace.Value) with { Owner = Sample.MemberId(first) }]);
        return rows;
    }

    public static async Task AddToAsync(IStore store, IEnumerable<StoredRow> rows)
    {
        foreach (var part in rows.Chunk(200))
        {
            await store.CommitAsync(
                async unit =>
                {
                    foreach (var row in part)
                    {
                        await row.AddToAsync(unit, CancellationToken.None);
                    }

                    return Outcome.Keep(true);
                },
                CancellationToken.None);
        }
    }

    /// <summary>All rows, tenants first, then workspace by workspace, requests last.</summary>
    public static async Task<List<StoredRow>> ReadAllAsync(IStoreSnapshot snapshot)
    {
        var rows = new List<StoredRow>();
        await ReadAsync(RowKind.Tenant, null);
        var workspaces = new List<WorkspaceId>();
        await foreach (var row in snapshot.ReadAsync(RowKind.Workspace, null, CancellationToken.None))
        {
            workspaces.Add(row.Workspace!.Value);
        }

        foreach (var workspace in workspaces)
        {
            foreach (var kind in RowKinds.OfWorkspaces)
            {
                await ReadAsync(kind, workspace);
            }
        }

        await ReadAsync(RowKind.Request, null);
        return rows;

        async Task ReadAsync(RowKind kind, WorkspaceId? workspace)
        {
            await foreach (var row in snapshot.ReadAsync(kind, workspace, CancellationToken.None))
            {
                rows.Add(row);
            }
        }
    }

    private static void Add(List<StoredRow> rows, RowKind kind, IEnumerable<object> values) =>
        rows.AddRange(values.Select(value => new StoredRow(kind, value)));

    private static (IReadOnlyList<AuditEvent> Events, WorkspaceHead Head) Log(WorkspaceId workspace, int size)
    {
        var events = new List<AuditEvent>();
        ReadOnlyMemory<byte> hash = ReadOnlyMemory<byte>.Empty;
        for (var sequence = 1; sequence <= size; sequence++)
        {
            var audited = Sample.Event(sequence, workspace, 1);
            hash = AuditChain.Hash(hash, audited);
            events.Add(audited with { Hash = hash });
        }

        return (events, new WorkspaceHead(size, size, hash, 0, 0, 0));
    }

    private static Resource Device(int number, WorkspaceId workspace) => new()
    {
        Workspace = workspace,
        Type = "Device",
        Id = new ResourceId(Sample.Id(number)),
        ExternalId = "x",
        Attributes = AttributeBag.From(new System.Text.Json.Nodes.JsonObject { ["serial"] = number }),
        Version = 1,
        Created = Sample.At(number),
        LastModified = Sample.At(number),
    };

    private static HeldValue Held(int number, WorkspaceId workspace)
    {
        var value = new UniqueValue("Device:serial", number.ToString(CultureInfo.InvariantCulture));
        return new HeldValue(workspace, value.AttributeHash, value.KeyHash, Sample.Id(number));
    }

    private static IdempotencyRecord Request(WorkspaceId workspace) => new(
        $"{workspace.Value}\nmember:1\nCreateApiKey\nr1", Sample.Hash(1), "result", 1, 1, Sample.At(0));
}
