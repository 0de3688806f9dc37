using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using TeamAccess.Admin.V1;
using TeamAccess.Server.Options;

namespace TeamAccess.Server.Commands;

/// <summary>A server that runs, spoken to as its operator.</summary>
internal sealed class ServerConnection : IDisposable
{
    private readonly GrpcChannel channel;

    /// <exception cref="OptionException">There is no operator's token.</exception>
    public ServerConnection(Uri server, CommandArguments arguments)
    {
        var token = arguments.Options.OperatorToken
            ?? throw new OptionException("--server needs the operator's token: --operator-token-file, or TEAMACCESS_OPERATOR_TOKEN.");
        channel = GrpcChannel.ForAddress(server);
        Archives = new ArchiveService.ArchiveServiceClient(channel);
        Headers = new Metadata { { "authorization", $"Bearer {token}" } };
    }

    public ArchiveService.ArchiveServiceClient Archives { get; }

    public Metadata Headers { get; }

    /// <summary>Why a server has refused something, as a program can tell; empty where it says nothing of that.</summary>
    public static string ReasonOf(RpcException exception) =>
        exception.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason ?? "";

    public void Dispose() => channel.Dispose();
}
