using System.Text.Json.Nodes;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Offboarding;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Roles;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Provisioning;

/// <summary>A new member by way of a directory.</summary>
internal static class UserCreation
{
    public static async ValueTask<Result<Member>> AddAsync(
        Change change, JsonObject attributes, CancellationToken cancellationToken)
    {
        var connection = await ConnectionOfCall.GetAsync(change, cancellationToken);
        var given = attributes.DeepClone().AsObject();
        var active = UserAttributes.TakeActive(given) ?? true;
        if (UserAttributes.Check(change, connection, given, changed: _ => true) is { } invalid)
        {
            return invalid;
        }

        var draft = MemberAttributes.Apply(
            new Member
            {
                Workspace = change.WorkspaceId,
                Id = new MemberId(change.NewId()),
                State = active ? MemberState.Active : MemberState.Deactivated,
                UserName = "",
                Role = connection.DefaultRole,
                ManagedBy = connection.Id,
                Attributes = AttributeBag.Empty,
                Version = 1,
                Created = change.Now,
                LastModified = change.Now,
            },
            given);
        if (await change.Unit.Members.FindByUserNameAsync(change.WorkspaceId, draft.UserName, cancellationToken) is not null)
        {
            return Failure.Uniqueness("userName");
        }

        if (await UniqueAttributes.CheckAsync(
            change, change.Catalog.User, draft.Id.Value, null, given, cancellationToken) is { } taken)
        {
            return taken;
        }

        if (active && await ReturnOfAccess.CheckSeatAsync(change, cancellationToken) is { } noSeat)
        {
            return noSeat;
        }

        var role = await DirectoryRoles.ResolveAsync(change, connection, draft, cancellationToken);
        var member = draft with
        {
            Role = role.Role,
            DirectoryRole = role.Role,
            Departure = active ? null : new Departure(change.NewId(), change.Now, change.Call.Actor.Name),
        };
        await change.Unit.Members.AddAsync(member, cancellationToken);
        await UniqueAttributes.HoldAsync(
            change, change.Catalog.User, member.Id.Value, null, given, cancellationToken);
        change.Count(members: 1, activeMembers: active ? 1 : 0);
        await change.RecordAsync(
            AuditActions.MemberCreated,
            $"member:{member.Id}",
            [member.Id],
            [new AuditChange("active", null, active ? "true" : "false"), new AuditChange("role", null, role.Role.Value)],
            cancellationToken);
        return member;
    }
}
