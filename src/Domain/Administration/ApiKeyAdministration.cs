using System.Globalization;
using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Administration;

/// <summary>The life of API keys.</summary>
public sealed class ApiKeyAdministration
{
    private static readonly TimeSpan MaxOverlap = TimeSpan.FromDays(7);

    // The token is in no record: whoever repeats a request gets the key's row, and makes another key if the token was
    // lost.
    private static readonly Repeatable<IssuedApiKey> Issued = new(
        issued => issued.Key.Id.ToString(),
        async (store, _, id, token) =>
            await store.Keys.FindAsync(new ApiKeyId(Guid.Parse(id)), token) is { } key ? new IssuedApiKey(key, Token: null) : null);

    private static readonly Repeatable<RevokedKeys> Revoked = new(
        revoked => string.Join(' ', revoked.Keys),
        (_, _, ids, _) => new ValueTask<RevokedKeys?>(new RevokedKeys(
            ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => new ApiKeyId(Guid.Parse(id))).ToList())));

    private readonly IStore store;
    private readonly ChangeRunner changes;
    private readonly ReadGuard guard;
    private readonly TokenPepper pepper;

    internal ApiKeyAdministration(IStore store, ChangeRunner changes, ReadGuard guard, TokenPepper pepper) =>
        (this.store, this.changes, this.guard, this.pepper) = (store, changes, guard, pepper);

    /// <summary>Makes a key for a member.</summary>
    /// <returns>
    /// The key and its token, or: no such member (<see cref="FailureKind.NotFound"/>), a member not below the caller
    /// (<see cref="FailureKind.PermissionDenied"/>), more than the member or the caller may (<see
    /// cref="FailureKind.InvalidValue"/>, <see cref="FailureKind.PermissionDenied"/>).
    /// </returns>
    public Task<Result<Committed<IssuedApiKey>>> CreateAsync(
        Call call, NewApiKey wanted, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.KeysManage,
            Issued,
            async change =>
            {
                if ((wanted.Member ?? call.Actor.BehindIt) is not { } id)
                {
                    return (Result<IssuedApiKey>)Failure.InvalidValue("member", "Name the member the key is for.");
                }

                var member = await change.Unit.Members.FindAsync(call.Workspace, id, cancellationToken);
                if (member is null)
                {
                    return Failure.NotFound("Member", id.ToString());
                }

                var ceiling = await KeyRules.CheckAsync(change, member, wanted, cancellationToken);
                return ceiling.TryGet(out var role, out var failure)
                    ? await AddAsync(
                        change,
                        new ApiKey
                        {
                            Workspace = call.Workspace,
                            Id = new ApiKeyId(change.NewId()),
                            Creator = member.Id,
                            DisplayName = wanted.DisplayName,
                            SecretHash = ReadOnlyMemory<byte>.Empty,
                            Permissions = wanted.Permissions.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList(),
                            RoleCeiling = role.Name,
                            Created = change.Now,
                            Expires = wanted.Expires,
                            State = ApiKeyState.Live,
                            Version = 1,
                        },
                        AuditActions.ApiKeyCreated,
                        cancellationToken)
                    : failure;
            },
            cancellationToken);

    public async Task<Result<ApiKey>> GetAsync(Call call, ApiKeyId id, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.KeysRead, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        var key = await store.FindApiKeyAsync(id, cancellationToken);
        return key is not null && key.Workspace == call.Workspace ? key : Failure.NotFound("API key", id.ToString());
    }

    /// <summary>Keys in order of creation, whatever their state.</summary>
    /// <param name="limit">1 to 1,000.</param>
    public async Task<Result<IReadOnlyList<ApiKey>>> ListAsync(
        Call call, MemberId? member, ApiKeyId? after, int limit, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.KeysRead, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        var keys = await store.ReadAsync(
            reader => reader.Keys.ListAsync(call.Workspace, member, after, limit, cancellationToken), cancellationToken);
        return Result.Of(keys);
    }

    /// <summary>Makes a key that replaces another: same member, permissions and ceiling.</summary>
    /// <param name="overlap">How long the old key still works, at most 7 days; zero ends it at once.</param>
    public Task<Result<Committed<IssuedApiKey>>> RotateAsync(
        Call call, ApiKeyId id, TimeSpan overlap, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.KeysManage,
            Issued,
            async change =>
            {
                if (overlap < TimeSpan.Zero || overlap > MaxOverlap)
                {
                    return (Result<IssuedApiKey>)Failure.InvalidValue("overlap", "The overlap is 0 to 7 days.");
                }

                var found = await FindManageableAsync(change, id, cancellationToken);
                if (!found.TryGet(out var old, out var failure))
                {
                    return failure;
                }

                if (old.State != ApiKeyState.Live || old.Expires <= change.Now)
                {
                    return new Failure(FailureKind.FailedPrecondition, "The key is not live any more. Create a new one.")
                    {
                        Reason = "KEY_NOT_LIVE",
                    };
                }

                // The new key's token goes to the caller: it must be one that the caller could have made.
                var creator = await change.Unit.Members.FindAsync(call.Workspace, old.Creator, cancellationToken);
                if (creator is null)
                {
                    return Failure.NotFound("Member", old.Creator.ToString());
                }

                var ceiling = change.Roles[old.RoleCeiling].OrLower(change.Roles[creator.Role]);
                var wanted = new NewApiKey(creator.Id, old.DisplayName, old.Permissions, ceiling.Name.Value, old.Expires);
                return (await KeyRules.CheckAsync(change, creator, wanted, cancellationToken)).TryGet(out _, out var refused)
                    ? await ReplaceAsync(change, old, change.Now + overlap, cancellationToken)
                    : refused;
            },
            cancellationToken);

    /// <summary>Ends a key for good. Doing it twice is no failure.</summary>
    public Task<Result<Committed<ApiKey>>> RevokeAsync(Call call, ApiKeyId id, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.KeysManage,
            Repeatables.ApiKey,
            async change =>
            {
                var found = await FindManageableAsync(change, id, cancellationToken);
                if (!found.TryGet(out var key, out var failure))
                {
                    return (Result<ApiKey>)failure;
                }

                return key.State == ApiKeyState.Revoked
                    ? key
                    : await KeyEndings.EndAsync(
                        change, key, ApiKeyState.Revoked, KeyEndings.ByHand, departure: null, cancellationToken);
            },
            cancellationToken);

    /// <summary>Ends every key of a member for good, and leaves the member.</summary>
    public Task<Result<Committed<RevokedKeys>>> RevokeForMemberAsync(
        Call call, MemberId id, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.KeysManage,
            Revoked,
            async change =>
            {
                var member = await change.Unit.Members.FindAsync(call.Workspace, id, cancellationToken);
                if (member is null)
                {
                    return (Result<RevokedKeys>)Failure.NotFound("Member", id.ToString());
                }

                return KeyRules.ToManageKeysOf(change, member) is { } refused
                    ? refused
                    : await RevokeAllAsync(change, id, cancellationToken);
            },
            cancellationToken);

    private static async ValueTask<RevokedKeys> RevokeAllAsync(
        Change change, MemberId member, CancellationToken cancellationToken)
    {
        const int PageSize = 500;
        var revoked = new List<ApiKeyId>();
        ApiKeyId? after = null;
        while (true)
        {
            var keys = await change.Unit.Keys.ListAsync(change.WorkspaceId, member, after, PageSize, cancellationToken);
            foreach (var key in keys.Where(key => key.State != ApiKeyState.Revoked))
            {
                await KeyEndings.EndAsync(
                    change, key, ApiKeyState.Revoked, KeyEndings.ByHand, departure: null, cancellationToken);
                revoked.Add(key.Id);
            }

            if (keys.Count < PageSize)
            {
                return new RevokedKeys(revoked);
            }

            after = keys[^1].Id;
        }
    }

    private async ValueTask<IssuedApiKey> ReplaceAsync(
        Change change, ApiKey old, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var expires = old.Expires is { } earlier && earlier < end ? earlier : end;
        await change.Unit.Keys.UpdateAsync(old with { Expires = expires, Version = old.Version + 1 }, cancellationToken);
        await change.RecordAsync(
            AuditActions.ApiKeyRotated,
            $"api_key:{old.Id}",
            [old.Creator],
            [new AuditChange("expires", TextOf(old.Expires), TextOf(expires))],
            cancellationToken);
        return await AddAsync(
            change,
            old with { Id = new ApiKeyId(change.NewId()), Created = change.Now, Version = 1 },
            AuditActions.ApiKeyCreated,
            cancellationToken);
    }

    private async ValueTask<IssuedApiKey> AddAsync(
        Change change, ApiKey key, string action, CancellationToken cancellationToken)
    {
        var token = TokenText.Create(TokenKind.ApiKey, key.Id.Value);
        var stored = key with { SecretHash = pepper.Hash(token) };
        await change.Unit.Keys.AddAsync(stored, cancellationToken);
        await change.RecordAsync(
            action,
            $"api_key:{key.Id}",
            [key.Creator],
            [
                new AuditChange("roleCeiling", null, key.RoleCeiling.Value),
                new AuditChange("permissions", null, string.Join(' ', key.Permissions)),
                new AuditChange("expires", null, TextOf(key.Expires)),
            ],
            cancellationToken);
        return new IssuedApiKey(stored, token.Reveal());
    }

    private static async ValueTask<Result<ApiKey>> FindManageableAsync(
        Change change, ApiKeyId id, CancellationToken cancellationToken)
    {
        var key = await change.Unit.Keys.FindAsync(id, cancellationToken);
        if (key is null || key.Workspace != change.WorkspaceId)
        {
            return Failure.NotFound("API key", id.ToString());
        }

        // The key of a removed member has nobody above it any more: whoever manages keys may end it.
        var creator = await change.Unit.Members.FindAsync(key.Workspace, key.Creator, cancellationToken);
        return creator is not null && KeyRules.ToManageKeysOf(change, creator) is { } refused ? refused : key;
    }

    private static string? TextOf(DateTimeOffset? time) => time?.ToString("O", CultureInfo.InvariantCulture);
}
