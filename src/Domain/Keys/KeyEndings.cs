using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;

namespace TeamAccess.Domain.Keys;

/// <summary>How API keys end and return, whatever the reason.</summary>
internal static class KeyEndings
{
    public const string MemberDeactivated = "member_deactivated";
    public const string ByHand = "revoked_by_hand";

    public static async ValueTask<ApiKey> EndAsync(
        Change change, ApiKey key, ApiKeyState state, string cause, Guid? departure, CancellationToken cancellationToken)
    {
        var ended = key with
        {
            State = state,
            Ending = new KeyEnding(change.Now, cause, change.Call.Actor.Name, departure),
            Version = key.Version + 1,
        };
        await change.Unit.Keys.UpdateAsync(ended, cancellationToken);
        await change.RecordAsync(
            state == ApiKeyState.Suspended ? AuditActions.ApiKeySuspended : AuditActions.ApiKeyRevoked,
            $"api_key:{key.Id}",
            [key.Creator],
            [new AuditChange("state", key.State.ToString(), state.ToString()), new AuditChange("cause", null, cause)],
            cancellationToken);
        return ended;
    }

    public static async ValueTask RestoreAsync(Change change, ApiKey key, CancellationToken cancellationToken)
    {
        await change.Unit.Keys.UpdateAsync(
            key with { State = ApiKeyState.Live, Ending = null, Version = key.Version + 1 }, cancellationToken);
        await change.RecordAsync(
            AuditActions.ApiKeyRestored,
            $"api_key:{key.Id}",
            [key.Creator],
            [new AuditChange("state", key.State.ToString(), ApiKeyState.Live.ToString())],
            cancellationToken);
    }
}
