using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Sessions;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Administration;

/// <summary>Sessions for members whom the deployment has signed in by its own means.</summary>
public sealed class SessionAdministration
{
    /// <summary>The longest that a session can last.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private static readonly Repeatable<IssuedSession> Repeatable = new(
        issued => issued.Session.Id.ToString(),
        async (store, _, id, token) =>
            await store.Keys.FindSessionAsync(new SessionId(Guid.Parse(id)), token) is { } session
                ? new IssuedSession(session, Token: null)
                : null);

    private readonly ChangeRunner changes;
    private readonly TokenPepper pepper;

    internal SessionAdministration(ChangeRunner changes, TokenPepper pepper) => (this.changes, this.pepper) = (changes, pepper);

    /// <summary>
    /// Opens a session. For operators only: a tenant admin would get into workspaces that are not theirs.
    /// </summary>
    /// <param name="lifetime">Above zero, at most 30 days.</param>
    /// <returns>
    /// The session and its token, or: the caller is no operator (<see cref="FailureKind.PermissionDenied"/>), no such
    /// member (<see cref="FailureKind.NotFound"/>), a deactivated one (<see cref="FailureKind.FailedPrecondition"/>).
    /// </returns>
    public Task<Result<Committed<IssuedSession>>> CreateAsync(
        Call call, MemberId id, TimeSpan lifetime, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.TenantAdminister,
            Repeatable,
            async change =>
            {
                if (call.Actor is not (Actor.Operator or Actor.Server))
                {
                    return (Result<IssuedSession>)Denials.OfPermission(Permissions.TenantAdminister);
                }

                if (lifetime <= TimeSpan.Zero || lifetime > Longest)
                {
                    return Failure.InvalidValue("ttl", $"A session lasts more than 0 and at most {Longest.TotalDays} days.");
                }

                var member = await change.Unit.Members.FindAsync(call.Workspace, id, cancellationToken);
                return member switch
                {
                    null => Failure.NotFound("Member", id.ToString()),
                    { IsActive: false } => new Failure(FailureKind.FailedPrecondition, "The member is deactivated.")
                    {
                        Reason = "MEMBER_NOT_ACTIVE",
                    },
                    _ => await OpenAsync(change, member, lifetime, cancellationToken),
                };
            },
            cancellationToken);

    private async ValueTask<IssuedSession> OpenAsync(
        Change change, Member member, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var token = TokenText.Create(TokenKind.Session, change.NewId());
        var session = await SessionOpening.AddAsync(change, member, token, pepper, lifetime, cancellationToken);
        return new IssuedSession(session, token.Reveal());
    }
}

/// <param name="Token">The whole token, shown this once; null when a repeated request is answered again.</param>
public sealed record IssuedSession(Session Session, string? Token)
{
    public override string ToString() => $"{nameof(IssuedSession)} {Session.Id}";
}
