using System.Text.Json.Nodes;
using TeamAccess.Domain;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Audit.Checkpoints;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Store.Tests.LiteDb.Verification;

/// <summary>
/// Rows in every table, of two workspaces, as the domain would leave them: heads count what is there, the audit chains
/// hold, and every row that is named exists. Some rows take several pages.
/// </summary>
internal static class FullDatabase
{
    public static async Task WriteAsync(IStore store, int members, int seed = 1)
    {
        await WriteAsync(store, Sample.Acme, members, seed);
        await WriteAsync(store, Sample.AcmeEast, members, seed);
    }

    public static async Task WriteAsync(IStore store, WorkspaceId workspace, int members, int seed = 1)
    {
        await CommitAsync(store, async unit => await unit.Workspaces.PutTenantAsync(
            new Tenant(new TenantId("default"), "Default", [], Sample.At(0)), default));
        await new Writer(store, workspace, members, new Random(seed)).RunAsync();
    }

    public static Task<bool> CommitAsync(IStore store, Func<IUnitOfWork, ValueTask> work) => store.CommitAsync(
        async unit =>
        {
            await work(unit);
            return Outcome.Keep(true);
        },
        CancellationToken.None);

    /// <summary>The id of the number-th row of its kind in the workspace; keys and tokens have the whole server's ids.</summary>
    private static int Number(WorkspaceId workspace, int number) => workspace == Sample.Acme ? number : number + 0x100000;

    private sealed class Writer(IStore store, WorkspaceId workspace, int members, Random random)
    {
        private WorkspaceHead head = WorkspaceHead.Empty;

        public async Task RunAsync()
        {
            await ChangeAsync(AddAllAsync);
            for (var first = 4; first <= members; first += 20)
            {
                var from = first;
                await ChangeAsync(unit => AddMembersAsync(unit, from, Math.Min(from + 19, members)));
            }

            for (var round = 0; round < 6; round++)
            {
                await ChangeAsync(ChurnAsync);
            }
        }

        private Member MemberOf(int number) => Sample.Member(number, workspace: workspace) with
        {
            ManagedBy = number % 2 == 0 ? Connection : null,
            State = number % 5 == 0 ? MemberState.Deactivated : MemberState.Active,
            ExternalId = $"x{number}",
            DisplayName = $"Member {number}",
            Emails = [$"m{number}@example.com", $"other{number}@example.com"],
            Attributes = AttributeBag.From(new JsonObject { ["nickName"] = new string('n', random.Next(40) == 0 ? 20_000 : random.Next(400)) }),
        };

        private ConnectionId Connection => new(Sample.Id(Number(workspace, 1)));

        private async Task ChangeAsync(Func<IUnitOfWork, Task> work)
        {
            var before = head;
            await CommitAsync(store, async unit =>
            {
                head = before with { Revision = before.Revision + 1 };
                await work(unit);
                await unit.Workspaces.PutHeadAsync(workspace, head, default);
            });
        }

        private async Task AddAllAsync(IUnitOfWork unit)
        {
            await unit.Workspaces.AddAsync(
                Sample.Workspace(workspace.Value) with { Owner = Sample.MemberId(1), Successors = [Sample.MemberId(2)] }, default);
            await unit.Directories.AddConnectionAsync(Sample.Connection(1, workspace) with { Id = Connection }, default);
            await unit.Directories.AddTokenAsync(
                Sample.Token(Number(workspace, 1), Number(workspace, 1), workspace), default);
            await unit.Directories.AddMappingAsync(Sample.Mapping(1, workspace) with { Connection = Connection }, default);
            await AddMembersAsync(unit, 1, 3);
            for (var group = 1; group <= 5; group++)
            {
                await unit.Groups.AddAsync(Sample.Group(group, workspace: workspace) with { ManagedBy = Connection }, default);
                await unit.Groups.AddMemberAsync(Sample.Membership(group, 1 + (group % 3), workspace), default);
                head = head with { Groups = head.Groups + 1 };
                await RecordAsync(unit, AuditActions.GroupCreated, 1 + (group % 3));
            }

            await unit.Checkpoints.AddAsync(
                new SignedCheckpoint(workspace, CheckpointPurpose.Head, 1, "a.b.c"), default);
            await unit.Leases.TryTakeAsync($"work of {workspace}", "node", TimeSpan.FromDays(1), default);
            await unit.Webhooks.AddAsync(Sample.Webhook(1, workspace), default);
            await unit.Imports.PutAsync(Sample.Import($"{workspace}-begun"), default);
            await unit.Groups.NestAsync(Sample.Link(1, 2, workspace), default);
            for (var number = 1; number <= 4; number++)
            {
                await unit.Keys.AddAsync(Sample.ApiKey(Number(workspace, number), creator: number == 4 ? 900 : 1, workspace), default);
                await unit.Keys.AddSessionAsync(Sample.Session(Number(workspace, number), 2, workspace), default);
                await unit.ProvisioningLog.AppendAsync(Sample.Entry(number, workspace), default);
                await unit.Idempotency.AddAsync(
                    new IdempotencyRecord($"{workspace}\n{number}", Sample.Hash(1), "r", 1, 1, Sample.At(number)), default);
                await unit.Resources.AddAsync(ResourceOf(number), default);
            }

            await unit.Members.AddAsync(Sample.Member(900, workspace: workspace), default);
            await unit.Members.RemoveAsync(Sample.Tombstone(Sample.Member(900, workspace: workspace)), default);
            await unit.UniqueValues.HoldAsync(workspace, new UniqueValue("User:badge", "7"), Sample.Id(1), default);
            await unit.UniqueValues.HoldAsync(workspace, new UniqueValue("Device:serial", "8"), Sample.Id(4), default);
        }

        private Resource ResourceOf(int number) => new()
        {
            Workspace = workspace,
            Type = number % 2 == 0 ? "Device" : "Badge",
            Id = new ResourceId(Sample.Id(number)),
            ExternalId = $"r{number}",
            Attributes = AttributeBag.From(new JsonObject { ["serial"] = number }),
            Version = 1,
            Created = Sample.At(number),
            LastModified = Sample.At(number),
        };

        private async Task AddMembersAsync(IUnitOfWork unit, int first, int last)
        {
            for (var number = first; number <= last; number++)
            {
                var member = MemberOf(number);
                await unit.Members.AddAsync(member, default);
                head = head with { Members = head.Members + 1, ActiveMembers = head.ActiveMembers + (member.IsActive ? 1 : 0) };
                await RecordAsync(unit, AuditActions.MemberCreated, number);
            }
        }

        // Rows that grow, shrink and go leave the holes and the longer ways that pages have in use.
        private async Task ChurnAsync(IUnitOfWork unit)
        {
            for (var i = 0; i < members / 4; i++)
            {
                var number = random.Next(4, Math.Max(members, 5));
                if (await unit.Members.FindAsync(workspace, Sample.MemberId(number), default) is { } member)
                {
                    if (number % 7 == 0)
                    {
                        await unit.Members.RemoveAsync(Sample.Tombstone(member), default);
                        head = head with { Members = head.Members - 1, ActiveMembers = head.ActiveMembers - (member.IsActive ? 1 : 0) };
                        await RecordAsync(unit, AuditActions.MemberRemoved, number);
                        continue;
                    }

                    await unit.Members.UpdateAsync(MemberOf(number) with { State = member.State, Version = member.Version + 1 }, default);
                    await unit.Groups.AddMemberAsync(Sample.Membership(1 + (number % 5), 1 + (number % 3), workspace), default);
                    await RecordAsync(unit, AuditActions.MemberUpdated, number);
                }
            }
        }

        private async Task RecordAsync(IUnitOfWork unit, string action, int member)
        {
            var recorded = Sample.Event(head.AuditSequence + 1, workspace, member, 1) with { Action = action };
            var hash = AuditChain.Hash(head.AuditHash, recorded);
            await unit.Audit.AppendAsync(recorded with { Hash = hash }, default);
            head = head with { AuditSequence = recorded.Sequence, AuditHash = hash };
        }
    }
}
