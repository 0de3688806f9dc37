using TeamAccess.Domain;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Sessions;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Admin.Tests.Host;

/// <summary>A member of a workspace, with a session to call as.</summary>
public sealed record Seeded(MemberId Id, string Token);

/// <summary>Puts members straight into the store, since there is no rpc that makes one.</summary>
public static class Seed
{
    public static readonly WorkspaceId Demo = new("demo");

    public static async Task<Seeded> MemberAsync(
        this AdminHost host, string role, string? userName = null, WorkspaceId? workspace = null)
    {
        var now = host.Clock.GetUtcNow();
        var id = new MemberId(Guid.CreateVersion7(now));
        var token = TokenText.Create(TokenKind.Session, Guid.CreateVersion7(now));
        var home = workspace ?? Demo;
        var member = new Member
        {
            Workspace = home,
            Id = id,
            State = MemberState.Active,
            UserName = userName ?? $"{role}-{id}@example.com",
            Role = new RoleName(role),
            LocalRole = new RoleName(role),
            Attributes = AttributeBag.Empty,
            Version = 1,
            Created = now,
            LastModified = now,
        };
        await host.Store.CommitAsync(
            async unit =>
            {
                if (await unit.Workspaces.FindAsync(home, CancellationToken.None) is null)
                {
                    var added = new Workspace
                    {
                        Id = home,
                        Tenant = new TenantId(home.Value),
                        DisplayName = home.Value,
                        Owner = null,
                        Created = now,
                        Version = 1,
                    };
                    await unit.Workspaces.AddAsync(added, CancellationToken.None);
                }

                await unit.Members.AddAsync(member, CancellationToken.None);
                await unit.Keys.AddSessionAsync(
                    new Session(home, new SessionId(token.Id), id, host.Pepper.Hash(token), now, now.AddDays(1)),
                    CancellationToken.None);
                var head = await unit.Workspaces.GetHeadAsync(home, CancellationToken.None);
                await unit.Workspaces.PutHeadAsync(
                    home,
                    head with { Members = head.Members + 1, ActiveMembers = head.ActiveMembers + 1 },
                    CancellationToken.None);
                return Outcome.Keep(0);
            },
            CancellationToken.None);
        return new Seeded(id, token.Reveal());
    }
}
