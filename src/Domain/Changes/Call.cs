using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Audit;

namespace TeamAccess.Domain.Changes;

/// <summary>
/// One request on its way into the domain: who asks, for which workspace, and how the answer is to be treated.
/// </summary>
/// <param name="Workspace">From the credential; only an operator or a tenant admin names another.</param>
/// <param name="RequestId">The server's id of this request, as the audit log keeps it.</param>
/// <param name="Address">The client's network address; null when there is none.</param>
public sealed record Call(Actor Actor, WorkspaceId Workspace, Door Door, string RequestId, string? Address)
{
    /// <summary>
    /// Set when the client named its request, so that a repeated one is answered instead of done again (AIP-155).
    /// </summary>
    public RepeatKey? Repeat { get; init; }

    /// <summary>Every check is made and the answer given, but nothing is kept (AIP-163).</summary>
    public bool ValidateOnly { get; init; }

    /// <summary>Whether the actor's role counts here: in another workspace than their own, nobody has one.</summary>
    internal bool IsAtHome => Actor.Home is not { } home || home == Workspace;
}

/// <param name="Method">The rpc's full name: the same id under another method is another request.</param>
/// <param name="ClientRequestId">The client's <c>request_id</c>; 1 to 255 characters.</param>
/// <param name="Fingerprint">SHA-256 over the request's other fields.</param>
public sealed record RepeatKey(string Method, string ClientRequestId, ReadOnlyMemory<byte> Fingerprint);
