using Grpc.Core;
using TeamAccess.Admin.V1;
using TeamAccess.Figures.Seeding;

namespace TeamAccess.Figures.Entra;

/// <summary>
/// One of the provider's workers in an incremental cycle: it looks each object up before it writes it, most of its users
/// are there already, and memberships come one at a time or fifty.
/// </summary>
internal sealed class EntraWorker(
    EntraClient entra, AccessService.AccessServiceClient access, Metadata owner, SeededDirectory directory, int seed)
{
    private const int Batch = 50;

    private readonly Random random = new(seed);
    private int made;

    /// <summary>Deactivations after which a check still said yes.</summary>
    public int AllowedAfterwards { get; private set; }

    public Task StepAsync() => random.Next(100) switch
    {
        < 50 => ChangeUserAsync(),
        < 65 => CreateUserAsync(),
        < 70 => DeactivateAsync(),
        _ => ChangeGroupAsync(),
    };

    private async Task ChangeUserAsync()
    {
        var n = random.Next(directory.Members.Length);
        var found = random.Next(2) == 0
            ? await entra.FindUserAsync("userName", People.UserNameOf(n))
            : await entra.FindUserAsync("externalId", People.ExternalIdOf(n));
        if (found is not null)
        {
            await entra.ChangeUserAsync(found, $"Title {random.Next()}", $"Department {random.Next(100)}");
        }
    }

    private async Task CreateUserAsync()
    {
        var n = (seed * 1_000_000) + 1_000_000 + made++;
        if (await entra.FindUserAsync("userName", People.UserNameOf(n)) is null)
        {
            await entra.CreateUserAsync(People.UserOf(n));
        }
    }

    private async Task DeactivateAsync()
    {
        var n = random.Next(directory.Members.Length);
        if (await entra.FindUserAsync("userName", People.UserNameOf(n)) is { } id)
        {
            await entra.DeactivateAsync(id);
            var check = await access.CheckAsync(new CheckRequest { Member = id, Permission = "resources.use" }, owner);
            AllowedAfterwards += check.Allowed ? 1 : 0;
        }
    }

    private async Task ChangeGroupAsync()
    {
        var n = random.Next(directory.Groups.Length);
        if (await entra.FindGroupAsync(People.GroupNameOf(n)) is not { } group)
        {
            return;
        }

        await entra.ReadGroupAsync(group);
        var users = random.GetItems(directory.Members, random.Next(5) == 0 ? Batch : 1);
        if (random.Next(2) == 0)
        {
            await entra.AddMembersAsync(group, users);
        }
        else
        {
            await entra.RemoveMembersAsync(group, users);
        }
    }
}
