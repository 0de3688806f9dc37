using CsCheck;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Provisioning;

namespace TeamAccess.Domain.Tests;

/// <summary>Whatever happens in whatever order, the promises hold; a failing history prints its seed.</summary>
public sealed class RandomHistoryTests
{
    private const int People = 6;

    private static readonly string[] Roles = ["Owner", "Admin", "Manager", "Viewer", "Nobody"];

    private static readonly Gen<(int Operation, int Who, int Other)> Step =
        Gen.Select(Gen.Int[0, 13], Gen.Int[0, People - 1], Gen.Int[0, People - 1]);

    [Fact]
    public async Task AnyHistory_KeepsTheInvariants()
    {
        await Step.List[1, 40].SampleAsync(
            async steps =>
            {
                using var world = await World.StartAsync();
                await world.CreateGroupAsync("Leads");
                foreach (var (operation, who, other) in steps)
                {
                    await RunAsync(world, operation, who, other);
                }

                await Invariants.HoldAsync(world);
            },
            iter: 150);
    }

    private static async Task RunAsync(World world, int operation, int who, int other)
    {
        var id = await IdOfAsync(world, who);
        var otherId = await IdOfAsync(world, other);
        switch (operation)
        {
            case 0 when id is null:
                await world.CreateUserAsync($"user{who}", $"\"roles\":[\"{Roles[other % Roles.Length]}\"]");
                break;
            case 1 when id is { } member:
                await world.SetActiveAsync(member, active: false);
                break;
            case 2 when id is { } member:
                await world.SetActiveAsync(member, active: true);
                break;
            case 3 when id is { } member:
                await world.Get<UserProvisioning>().DeleteAsync(world.Scim, member.ToString(), null, CancellationToken.None);
                break;
            case 4 when id is { } member:
                await world.PatchUserAsync(
                    member, $$$"""[{"op":"replace","path":"roles","value":[{"value":"{{{Roles[other % Roles.Length]}}}"}]}]""");
                break;
            case 5 when id is { } member:
                await ChangeGroupAsync(world, "Add", member);
                break;
            case 6 when id is { } member:
                await ChangeGroupAsync(world, "Remove", member);
                break;
            default:
                await GovernAsync(world, operation, id, otherId);
                break;
        }
    }

    private static async Task GovernAsync(World world, int operation, MemberId? id, MemberId? other)
    {
        if (id is not { } member || (await world.WorkspaceAsync()).Owner is not { } owner)
        {
            await AppointAsync(world, other);
            return;
        }

        var (call, _) = await world.SignInAsync(owner);
        switch (operation)
        {
            case 7:
                await world.Get<OwnershipAdministration>().TransferAsync(call, member, null, CancellationToken.None);
                break;
            case 8:
                await world.Get<OwnershipAdministration>().SetSuccessorsAsync(
                    call, other is { } second && second != member ? [member, second] : [member], null, CancellationToken.None);
                break;
            case 9:
                await world.Get<ApiKeyAdministration>().CreateAsync(
                    call, new Domain.Keys.NewApiKey(member, "k", [], null, null), CancellationToken.None);
                break;
            case 10:
                await world.Get<MemberAdministration>().DeactivateAsync(call, member, null, CancellationToken.None);
                break;
            case 11:
                await world.Get<MemberAdministration>().RemoveAsync(call, member, null, CancellationToken.None);
                break;
            case 12:
                await world.SetActiveAsync(owner, active: false);
                break;
            case 13:
                await world.Get<OwnershipAdministration>().SetBillingOwnerAsync(call, member, null, CancellationToken.None);
                break;
        }
    }

    private static async Task AppointAsync(World world, MemberId? id)
    {
        if (id is { } member)
        {
            await world.Get<OwnershipAdministration>().AppointOwnerAsync(
                World.Operator("acme"), member, CancellationToken.None);
        }
    }

    private static async Task ChangeGroupAsync(World world, string operation, MemberId member)
    {
        var group = await world.Store.ReadAsync(
            reader => reader.Groups.FindByDisplayNameAsync(world.Scim.Workspace, "Leads", CancellationToken.None),
            CancellationToken.None);
        await world.PatchGroupAsync(
            group!.Id, $$$"""[{"op":"{{{operation}}}","path":"members","value":[{"value":"{{{member}}}"}]}]""");
    }

    private static async Task<MemberId?> IdOfAsync(World world, int who) =>
        (await world.Store.FindMemberByUserNameAsync(world.Scim.Workspace, $"user{who}", CancellationToken.None))?.Id;
}
