using System.Text.Json.Nodes;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Sessions;

namespace TeamAccess.Domain.Workspaces;

/// <summary>Makes a workspace with its first member, who owns it from the first moment.</summary>
internal static class WorkspaceCreation
{
    public static async ValueTask<NewWorkspaceOutcome> AddAsync(
        Change change,
        NewWorkspace wanted,
        TokenText token,
        TokenPepper pepper,
        TimeSpan sessionLifetime,
        CancellationToken cancellationToken)
    {
        await EnsureTenantAsync(change, wanted.Tenant, cancellationToken);
        var owner = OwnerOf(change, wanted);
        var workspace = new Workspace
        {
            Id = wanted.Id,
            Tenant = wanted.Tenant,
            DisplayName = wanted.DisplayName,
            Owner = owner.Id,
            SeatLimit = wanted.SeatLimit,
            Created = change.Now,
            Version = 1,
        };
        await change.AddWorkspaceAsync(workspace, cancellationToken);
        await change.Unit.Members.AddAsync(owner, cancellationToken);
        change.Count(members: 1, activeMembers: 1);
        await change.RecordAsync(
            AuditActions.WorkspaceCreated,
            $"workspace:{wanted.Id}",
            [owner.Id],
            [new AuditChange("tenant", null, wanted.Tenant.Value), new AuditChange("owner", null, owner.Id.ToString())],
            cancellationToken);
        await change.RecordAsync(
            AuditActions.MemberCreated,
            $"member:{owner.Id}",
            [owner.Id],
            [new AuditChange("role", null, RoleName.Owner.Value)],
            cancellationToken);
        await SessionOpening.AddAsync(change, owner, token, pepper, sessionLifetime, cancellationToken);
        return new NewWorkspaceOutcome(workspace, owner, token.Reveal());
    }

    private static async ValueTask EnsureTenantAsync(Change change, TenantId id, CancellationToken cancellationToken)
    {
        if (await change.Unit.Workspaces.FindTenantAsync(id, cancellationToken) is null)
        {
            await change.Unit.Workspaces.PutTenantAsync(
                new Tenant(id, id.Value, Admins: [], change.Now), cancellationToken);
        }
    }

    private static Member OwnerOf(Change change, NewWorkspace wanted)
    {
        var attributes = new JsonObject { ["userName"] = wanted.OwnerUserName };
        var name = new JsonObject();
        Set(name, "givenName", wanted.Name.GivenName);
        Set(name, "familyName", wanted.Name.FamilyName);
        if (name.Count > 0)
        {
            attributes["name"] = name;
        }

        Set(attributes, "displayName", wanted.Name.DisplayName);
        if (wanted.OwnerUserName.Contains('@', StringComparison.Ordinal))
        {
            attributes["emails"] = new JsonArray(
                new JsonObject { ["value"] = wanted.OwnerUserName, ["type"] = "work", ["primary"] = true });
        }

        return MemberAttributes.Apply(
            new Member
            {
                Workspace = wanted.Id,
                Id = new MemberId(change.NewId()),
                State = MemberState.Active,
                UserName = wanted.OwnerUserName,
                Role = RoleName.Owner,
                Attributes = AttributeBag.Empty,
                Version = 1,
                Created = change.Now,
                LastModified = change.Now,
            },
            attributes);
    }

    private static void Set(JsonObject target, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            target[name] = value;
        }
    }
}
