using Grpc.Core;
using TeamAccess.Admin.V1;

namespace TeamAccess.Server.Tests.Nodes;

/// <summary>The few calls of the admin service that these tests make.</summary>
internal static class AdminCalls
{
    public static DirectoryService.DirectoryServiceClient Directory(this Node node) => new(node.Channel);

    public static ApiKeyService.ApiKeyServiceClient Keys(this Node node) => new(node.Channel);

    public static OwnershipService.OwnershipServiceClient Ownership(this Node node) => new(node.Channel);

    public static async Task<string> ConnectionAsync(this Node node, Metadata owner) =>
        (await node.Directory().ListConnectionsAsync(new ListConnectionsRequest(), owner)).Connections.Single().Name;

    /// <returns>The display names of all keys, sorted; one that is there twice is twice in the list.</returns>
    public static async Task<List<string>> KeyNamesAsync(this Node node, Metadata owner)
    {
        var names = new List<string>();
        var request = new ListApiKeysRequest { PageSize = 500 };
        do
        {
            var page = await node.Keys().ListApiKeysAsync(request, owner);
            names.AddRange(page.ApiKeys.Select(key => key.DisplayName));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    /// <returns>The token of a new session of a member.</returns>
    public static async Task<string> OpenSessionAsync(this Node node, string member) =>
        (await new SessionService.SessionServiceClient(node.Channel).CreateSessionAsync(
            new CreateSessionRequest { Workspace = "demo", Member = member }, TwoNodes.Operator)).Token;

    public static async Task<CheckResponse> CheckKeyAsync(this Node node, string token, Metadata owner) =>
        await new AccessService.AccessServiceClient(node.Channel).CheckAsync(
            new CheckRequest { ApiKeyToken = token, Permission = "resources.use" }, owner);

    public static async Task<CheckResponse> CheckMemberAsync(this Node node, string member, Metadata owner) =>
        await new AccessService.AccessServiceClient(node.Channel).CheckAsync(
            new CheckRequest { Member = member, Permission = "resources.use" }, owner);

    /// <returns>How the node answers the one who presents this credential.</returns>
    public static async Task<StatusCode> StatusOfAsync(this Node node, string credential)
    {
        try
        {
            await node.Ownership().GetOwnershipAsync(
                new GetOwnershipRequest(), TestKit.Processes.ServerProcess.Headers(credential));
            return StatusCode.OK;
        }
        catch (RpcException e)
        {
            return e.StatusCode;
        }
    }
}
