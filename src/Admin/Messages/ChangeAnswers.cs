using TeamAccess.Admin.Requests;
using TeamAccess.Domain.Changes;

namespace TeamAccess.Admin.Messages;

/// <summary>Fills in what every change answers beside its resource.</summary>
internal static class ChangeAnswers
{
    /// <summary>Adds revision and audit event, which a change that was only validated does not have.</summary>
    public static TResponse With<TResponse, T>(this TResponse response, Call call, Committed<T> committed)
        where TResponse : IChangeResponse
        where T : notnull
    {
        if (!call.ValidateOnly)
        {
            response.Revision = committed.Revision;
            response.AuditEvent = committed.AuditSequence == 0
                ? ""
                : Names.OfAuditEvent(call.Workspace, committed.AuditSequence);
        }

        return response;
    }

    /// <summary>A secret that is shown once: never for what was only validated, since nothing knows it.</summary>
    public static string SecretOf(Call call, string? secret) => call.ValidateOnly ? "" : secret ?? "";
}
