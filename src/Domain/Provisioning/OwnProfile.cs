using System.Collections.Frozen;
using System.Text.Json.Nodes;
using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Patch;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Domain.Provisioning;

/// <summary>
/// What signed-in members may see and change of themselves (RFC 7644 §3.11): how they are called and reached, and nothing
/// that they are known by or that decides what they may do.
/// </summary>
public sealed class OwnProfile
{
    /// <summary>All that is theirs; every other attribute, and every extension, is for those above them.</summary>
    private static readonly FrozenSet<string> TheirOwn = FrozenSet.Create(
        StringComparer.Ordinal,
        "name",
        "displayName",
        "nickName",
        "profileUrl",
        "title",
        "preferredLanguage",
        "locale",
        "timezone",
        "phoneNumbers",
        "ims",
        "photos",
        "addresses");

    private readonly IStore store;
    private readonly ReadGuard guard;
    private readonly ChangeRunner changes;
    private readonly UserReading reading;

    internal OwnProfile(IStore store, ReadGuard guard, ChangeRunner changes, UserReading reading) =>
        (this.store, this.guard, this.changes, this.reading) = (store, guard, changes, reading);

    /// <returns>
    /// The acting member, or: the session has ended (<see cref="FailureKind.Unauthenticated"/>), or no member acts in
    /// person (<see cref="FailureKind.PermissionDenied"/>).
    /// </returns>
    public async Task<Result<UserView>> GetAsync(Call call, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.ProfileOwn, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        var id = IdOf(call);
        return await store.FindMemberAsync(call.Workspace, id, cancellationToken) is { } member
            ? await reading.ViewAsync(call, member, withGroups: true, cancellationToken)
            : Failure.NotFound("User", id.ToString());
    }

    /// <summary>
    /// Replaces the profile. What the body does not speak of and is not the member's to change stays as it is.
    /// </summary>
    /// <returns>
    /// The member as stored, or: a directory manages them, or an attribute that is not theirs would change
    /// (<see cref="FailureKind.PermissionDenied"/>), or <see cref="FailureKind.VersionMismatch"/>.
    /// </returns>
    public Task<Result<Committed<UserView>>> ReplaceAsync(
        Call call, Replacement replacement, IfMatch? ifMatch, CancellationToken cancellationToken) =>
        ChangeAsync(
            call,
            ifMatch,
            stored =>
            {
                Result<JsonObject> over = replacement.Over(stored);
                if (!over.TryGet(out var replaced, out var failure))
                {
                    return failure;
                }

                foreach (var (name, value) in stored)
                {
                    if (!TheirOwn.Contains(name) && !replacement.Mentions(name))
                    {
                        replaced[name] = value?.DeepClone();
                    }
                }

                return replaced;
            },
            cancellationToken);

    /// <summary>Applies every operation of a PATCH, or none.</summary>
    /// <returns>As <see cref="ReplaceAsync"/>, and what <see cref="PatchPlan.Apply"/> refuses.</returns>
    public Task<Result<Committed<UserView>>> PatchAsync(
        Call call, PatchPlan plan, IfMatch? ifMatch, CancellationToken cancellationToken) =>
        ChangeAsync(call, ifMatch, plan.Apply, cancellationToken);

    private Task<Result<Committed<UserView>>> ChangeAsync(
        Call call, IfMatch? ifMatch, Func<JsonObject, Result<JsonObject>> apply, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.ProfileOwn,
            UserProvisioning.Repeatable,
            async change =>
            {
                var id = IdOf(call);
                var member = await change.Unit.Members.FindAsync(change.WorkspaceId, id, cancellationToken);
                if (member is null)
                {
                    return (Result<UserView>)Failure.NotFound("User", id.ToString());
                }

                if ((RefuseManaged(member) ?? IfMatch.Check(ifMatch, member.Version)) is { } refused)
                {
                    return refused;
                }

                var stored = member.Attributes.ToObject();
                stored["active"] = member.IsActive;
                if (!apply(stored).TryGet(out var wanted, out var failure)
                    || !(await StoreAsync(change, member, wanted, cancellationToken)).TryGet(out var changed, out failure))
                {
                    return failure;
                }

                return await UserProvisioning.ViewAsync(change.Unit, changed, cancellationToken);
            },
            cancellationToken);

    private static async ValueTask<Result<Member>> StoreAsync(
        Change change, Member member, JsonObject wanted, CancellationToken cancellationToken)
    {
        var active = UserAttributes.TakeActive(wanted);
        var before = member.Attributes.ToObject();
        KeepSameManager(before, wanted);
        var differences = UserAttributes.ChangesOf(before, wanted);
        var notTheirs = active is false ? "active" : differences.Find(each => !TheirOwn.Contains(each.Attribute))?.Attribute;
        if ((notTheirs is null ? UserAttributes.CheckSize(wanted) : Refuse(notTheirs)) is { } refused)
        {
            return refused;
        }

        if (differences.Count == 0)
        {
            return member;
        }

        var stored = MemberAttributes.Apply(member, wanted) with { Version = member.Version + 1, LastModified = change.Now };
        await change.Unit.Members.UpdateAsync(stored, cancellationToken);
        await change.RecordAsync(
            AuditActions.MemberUpdated, $"member:{member.Id}", [member.Id], differences, cancellationToken);
        return stored;
    }

    // A manager who is a user is shown with an address that was never stored; sent back, it is no change.
    private static void KeepSameManager(JsonObject before, JsonObject wanted)
    {
        if (before[SchemaUris.EnterpriseUser]?["manager"] is JsonObject was
            && wanted[SchemaUris.EnterpriseUser] is JsonObject extension
            && extension["manager"] is JsonObject now
            && JsonNode.DeepEquals(was["value"], now["value"]))
        {
            extension["manager"] = was.DeepClone();
        }
    }

    private static Failure? RefuseManaged(Member member) => member.ManagedBy is { } connection
        ? new Failure(
            FailureKind.PermissionDenied,
            "A directory manages this profile. Make the change in the identity provider, which brings it here.")
        {
            Reason = "MANAGED_BY_DIRECTORY",
            Metadata = new Dictionary<string, string> { ["connection"] = connection.ToString() },
        }
        : null;

    private static Failure Refuse(string attribute) => new(
        FailureKind.PermissionDenied,
        $"{attribute} is not for members themselves to change. They may change {string.Join(", ", TheirOwn.Order())}.")
    {
        Attribute = attribute,
        Reason = "NOT_OWN_ATTRIBUTE",
    };

    private static MemberId IdOf(Call call) => call.Actor is Actor.SignedIn own
        ? own.Member
        : throw new InvalidOperationException("Only a member who acts in person has a profile of their own.");
}
