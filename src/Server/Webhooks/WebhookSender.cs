using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using TeamAccess.Domain.Network;
using TeamAccess.Domain.Webhooks;

namespace TeamAccess.Server.Webhooks;

/// <summary>
/// Posts over HTTP/1.1 to where a workspace has said, and to nowhere else: no redirect, no proxy, no cookie, no address
/// that is not public, and of the answer nothing but its status.
/// </summary>
internal sealed class WebhookSender : IWebhookSender, IDisposable
{
    /// <summary>In KiB.</summary>
    private const int MaxAnswerHeaders = 16;

    /// <summary>In bytes, read to keep the connection; with a longer body it is closed.</summary>
    private const int MaxAnswerBody = 16 * 1024;

    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly ProductInfoHeaderValue Agent = new("TeamAccess-Webhooks", "1.0");

    private readonly HttpClient client;

    public WebhookSender(WebhookPolicy policy) => client = new HttpClient(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        MaxConnectionsPerServer = 8,
        MaxResponseHeadersLength = MaxAnswerHeaders,
        MaxResponseDrainSize = MaxAnswerBody,
        ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = (context, cancellationToken) =>
            GuardedConnection.OpenAsync(context.DnsEndPoint, policy.PrivateAddresses, cancellationToken),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public async Task<WebhookOutcome> SendAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(WebhookRequest.MaxTime);
        try
        {
            using var message = MessageOf(request);
            using var answer = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return OutcomeOf(answer.StatusCode);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return WebhookOutcome.Timeout;
        }
        catch (HttpRequestException e)
        {
            return OutcomeOf(e);
        }
    }

    public void Dispose() => client.Dispose();

    internal static WebhookOutcome OutcomeOf(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => WebhookOutcome.Delivered,
        >= 300 and < 400 => WebhookOutcome.Redirect,
        410 => WebhookOutcome.Gone,
        >= 400 and < 500 => WebhookOutcome.ClientError,
        _ => WebhookOutcome.ServerError,
    };

    private static WebhookOutcome OutcomeOf(HttpRequestException trouble)
    {
        for (Exception? cause = trouble; cause is not null; cause = cause.InnerException)
        {
            if (cause is AddressRefusedException)
            {
                return WebhookOutcome.AddressRefused;
            }
        }

        return trouble.HttpRequestError switch
        {
            HttpRequestError.SecureConnectionError => WebhookOutcome.TlsFailed,
            HttpRequestError.InvalidResponse
                or HttpRequestError.ConfigurationLimitExceeded
                or HttpRequestError.HttpProtocolError => WebhookOutcome.ProtocolError,
            _ => WebhookOutcome.ConnectionFailed,
        };
    }

    private static HttpRequestMessage MessageOf(WebhookRequest request)
    {
        var content = new ReadOnlyMemoryContent(request.Body);
        content.Headers.ContentType = Json;
        var message = new HttpRequestMessage(HttpMethod.Post, request.Url)
        {
            Content = content,
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        message.Headers.UserAgent.Add(Agent);
        message.Headers.Add("webhook-id", request.Id);
        message.Headers.Add(
            "webhook-timestamp", request.Timestamp.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        message.Headers.TryAddWithoutValidation("webhook-signature", request.Signature);
        return message;
    }
}
