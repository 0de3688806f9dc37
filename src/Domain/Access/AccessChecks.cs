using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Access;

/// <summary>
/// Answers the product's question on each of its requests. Every answer sees every change that was acknowledged before
/// it.
/// </summary>
public sealed class AccessChecks
{
    private readonly IStore store;
    private readonly RoleTable roles;
    private readonly ReadGuard guard;
    private readonly CredentialAuthentication credentials;
    private readonly TimeProvider clock;

    internal AccessChecks(
        IStore store, RoleTable roles, ReadGuard guard, CredentialAuthentication credentials, TimeProvider clock) =>
        (this.store, this.roles, this.guard, this.credentials, this.clock) = (store, roles, guard, credentials, clock);

    /// <returns>
    /// The answer, which is a denial with its reason for whatever is unknown; a failure only when the caller may not
    /// ask.
    /// </returns>
    public async Task<Result<AccessAnswer>> CheckAsync(
        Call call, AccessQuestion question, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.AccessCheck, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        // Read first: what the subject's rows say is then at least as new as this revision.
        var revision = await store.GetRevisionAsync(call.Workspace, cancellationToken);
        var verdict = question.Subject switch
        {
            AccessSubject.OfMember subject => await OfMemberAsync(call.Workspace, subject.Member, question, cancellationToken),
            AccessSubject.OfKey subject => await OfKeyAsync(
                call.Workspace, await store.FindApiKeyAsync(subject.Key, cancellationToken), question, cancellationToken),
            AccessSubject.OfKeyToken subject => await OfKeyAsync(
                call.Workspace, await credentials.FindKeyAsync(subject.Token, cancellationToken), question, cancellationToken),
            _ => throw new InvalidOperationException($"No rule for a subject of type {question.Subject.GetType().Name}."),
        };
        return new AccessAnswer(
            verdict.Reason == AccessReason.Granted,
            verdict.Reason,
            AccessReasons.Describe(verdict.Reason),
            verdict.Role,
            verdict.Member,
            revision);
    }

    private async ValueTask<Verdict> OfMemberAsync(
        WorkspaceId workspace, MemberId id, AccessQuestion question, CancellationToken cancellationToken)
    {
        var member = await store.FindMemberAsync(workspace, id, cancellationToken);
        if (member is null)
        {
            var removed = await WasRemovedAsync(workspace, id, cancellationToken);
            return new Verdict(removed ? AccessReason.MemberRemoved : AccessReason.MemberUnknown, null, removed ? id : null);
        }

        if (!member.IsActive)
        {
            return new Verdict(AccessReason.MemberDeactivated, member.Role, id);
        }

        var role = roles[member.Role];
        return new Verdict(Judge(role.Permissions, member, question), role.Name, id);
    }

    private async ValueTask<Verdict> OfKeyAsync(
        WorkspaceId workspace, ApiKey? key, AccessQuestion question, CancellationToken cancellationToken)
    {
        // Another workspace's key is as unknown as none.
        if (key is null || key.Workspace != workspace)
        {
            return new Verdict(AccessReason.KeyUnknown, null, null);
        }

        var ended = key switch
        {
            { State: ApiKeyState.Revoked } => AccessReason.KeyRevoked,
            { State: ApiKeyState.Suspended } => AccessReason.KeySuspended,
            _ when key.Expires <= clock.GetUtcNow() => AccessReason.KeyExpired,
            _ => (AccessReason?)null,
        };
        if (ended is { } reason)
        {
            return new Verdict(reason, null, key.Creator);
        }

        var creator = await store.FindMemberAsync(workspace, key.Creator, cancellationToken);
        if (creator is not { IsActive: true })
        {
            return new Verdict(
                creator is null ? AccessReason.CreatorRemoved : AccessReason.CreatorDeactivated, null, key.Creator);
        }

        var standing = Standings.OfKey(roles, key, creator.Role);
        return new Verdict(Judge(standing.Permissions, creator, question), standing.Role?.Name, key.Creator);
    }

    private AccessReason Judge(IReadOnlySet<string> permissions, Member member, AccessQuestion question)
    {
        if (question.Permission.Length > 0)
        {
            if (!roles.Permissions.Contains(question.Permission))
            {
                return AccessReason.PermissionUnknown;
            }

            if (!permissions.Contains(question.Permission))
            {
                return AccessReason.PermissionNotGranted;
            }
        }

        return string.IsNullOrEmpty(question.Resource)
            || member.Scope is null
            || member.Scope.Contains(question.Resource, StringComparer.Ordinal)
            ? AccessReason.Granted
            : AccessReason.OutOfScope;
    }

    private async ValueTask<bool> WasRemovedAsync(
        WorkspaceId workspace, MemberId id, CancellationToken cancellationToken) =>
        await store.ReadAsync(
            reader => reader.Members.FindTombstoneAsync(workspace, id, cancellationToken), cancellationToken) is not null;

    private readonly record struct Verdict(AccessReason Reason, RoleName? Role, MemberId? Member);
}
