using TeamAccess.Domain;
using TeamAccess.Domain.Changes;

namespace TeamAccess.Scim.Tests.Host;

/// <summary>A workspace with one directory connection.</summary>
/// <param name="Token">The connection's bearer token.</param>
/// <param name="Owner">A call by the workspace's owner.</param>
public sealed record TestWorkspace(
    WorkspaceId Id,
    ConnectionId Connection,
    ConnectionTokenId TokenId,
    string Token,
    string OwnerToken,
    MemberId OwnerId,
    Call Owner);
