using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Members;

namespace TeamAccess.Domain.Sessions;

/// <summary>How every session begins.</summary>
internal static class SessionOpening
{
    /// <param name="token">Of kind session; what is stored is its hash.</param>
    public static async ValueTask<Session> AddAsync(
        Change change,
        Member member,
        TokenText token,
        TokenPepper pepper,
        TimeSpan lifetime,
        CancellationToken cancellationToken)
    {
        var id = new SessionId(token.Id);
        var session = new Session(
            member.Workspace, id, member.Id, pepper.Hash(token), change.Now, change.Now + lifetime);
        await change.Unit.Keys.AddSessionAsync(session, cancellationToken);
        await change.RecordAsync(AuditActions.SessionCreated, $"session:{id}", [member.Id], [], cancellationToken);
        return session;
    }
}
