using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace TeamAccess.Admin.Requests;

/// <summary>Refuses a request that passes a bound of <see cref="RequestBounds"/> before any service sees it.</summary>
internal sealed class BoundsInterceptor : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Check(request);
        return continuation(request, context);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Check(request);
        return continuation(request, responseStream, context);
    }

    private static void Check(object request)
    {
        if (request is IMessage message)
        {
            RequestBounds.Check(message);
        }
    }
}
