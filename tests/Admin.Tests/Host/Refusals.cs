using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace TeamAccess.Admin.Tests.Host;

/// <summary>Asserts on failures: every one of them has details.</summary>
public static class Refusals
{
    /// <summary>The call fails with that code and, in ErrorInfo, that reason.</summary>
    public static async Task<RpcException> RefusedAsync<TResponse>(
        this AsyncUnaryCall<TResponse> call, StatusCode code, string reason)
    {
        var exception = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Equal((code, reason), (exception.StatusCode, exception.Info().Reason));
        return exception;
    }

    public static ErrorInfo Info(this RpcException exception)
    {
        var info = exception.Detail<ErrorInfo>();
        Assert.True(info is not null, $"{exception.StatusCode} without ErrorInfo: {exception.Status.Detail}");
        Assert.Equal("teamaccess", info.Domain);
        Assert.Matches("^[A-Z][A-Z0-9_]{1,62}$", info.Reason);
        return info;
    }

    public static T? Detail<T>(this RpcException exception)
        where T : class, IMessage<T>, new() => exception.GetRpcStatus()?.GetDetail<T>();
}
