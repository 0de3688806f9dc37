using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;
using TeamAccess.Admin.Requests;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Admin.Failures;

/// <summary>
/// The outermost handler: every call gets its request id, and whatever is thrown leaves as a status with details.
/// </summary>
internal sealed partial class FailureInterceptor(TimeProvider clock, ILogger<FailureInterceptor> logger) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        RunAsync(() => continuation(request, context), context);

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) => RunAsync(
        async () =>
        {
            await continuation(request, responseStream, context);
            return true;
        },
        context);

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) => RunAsync(
        async () =>
        {
            await continuation(requestStream, responseStream, context);
            return true;
        },
        context);

    private async Task<T> RunAsync<T>(Func<Task<T>> call, ServerCallContext context)
    {
        var requestId = RequestId.Of(context.GetHttpContext());
        try
        {
            return await call();
        }
        catch (RpcException exception)
        {
            Log.Refused(logger, context.Method, exception.StatusCode, requestId);
            throw;
        }
        catch (StoreUnavailableException exception)
        {
            Log.StoreUnavailable(logger, exception, context.Method, requestId);
            throw RpcStatus.ToException(
                exception.OutcomeUnknown ? RpcStatus.OutcomeUnknown : RpcStatus.Unavailable);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException
            && context.CancellationToken.IsCancellationRequested) // a request that is streamed breaks off with either
        {
            throw context.Deadline <= clock.GetUtcNow().UtcDateTime
                ? RpcStatus.ToException(
                    StatusCode.DeadlineExceeded, "DEADLINE_EXCEEDED", "The call's deadline has passed.")
                : RpcStatus.ToException(StatusCode.Cancelled, "CANCELLED", "The client has given the call up.");
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception, context.Method, requestId);
            throw RpcStatus.ToException(
                StatusCode.Internal,
                "INTERNAL",
                $"Something went wrong in the server. Its log has more under request {requestId}.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Error, "{Method} failed in request {RequestId}")]
        public static partial void Failed(ILogger logger, Exception exception, string method, string requestId);

        [LoggerMessage(3002, LogLevel.Warning, "{Method} found the store unavailable in request {RequestId}")]
        public static partial void StoreUnavailable(
            ILogger logger, Exception exception, string method, string requestId);

        [LoggerMessage(3003, LogLevel.Information, "{Method} refused with {StatusCode} in request {RequestId}")]
        public static partial void Refused(ILogger logger, string method, StatusCode statusCode, string requestId);
    }
}
