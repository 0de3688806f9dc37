using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using TeamAccess.Server.Options;

namespace TeamAccess.Server.Listening;

/// <summary>The two ports. What is mapped for one is not found on the other.</summary>
internal static class Ports
{
    private const string ItemKey = "teamaccess.port";
    private const int MaxConnections = 10_000;

    public static void Listen(KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        var certificate = options.Certificate is { } files
            ? X509Certificate2.CreateFromPemFile(files.Certificate, files.Key)
            : null;

        // In this order: they are opened one after the other, and the second answers whether the server is ready.
        Listen(kestrel, options.Grpc, Port.Grpc, HttpProtocols.Http2, certificate);
        Listen(kestrel, options.Http, Port.Http, certificate is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2, certificate);
    }

    /// <summary>Answers 404 to whatever came in at the port that its endpoint is not for.</summary>
    public static IApplicationBuilder UsePorts(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var endpoint = context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<PortMetadata>() is { } wanted && wanted.Port != PortOf(context))
        {
            context.SetEndpoint(null);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return next(context);
    });

    public static TBuilder OnPort<TBuilder>(this TBuilder builder, Port port)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new PortMetadata(port));

    private static void Listen(
        KestrelServerOptions kestrel, IPEndPoint endPoint, Port port, HttpProtocols protocols, X509Certificate2? certificate) =>
        kestrel.Listen(endPoint, listen =>
        {
            listen.Protocols = protocols;
            listen.Use(next => connection =>
            {
                connection.Items[ItemKey] = port;
                return next(connection);
            });
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        });

    // By the socket it came in on: a Host header says what its sender likes.
    private static Port? PortOf(HttpContext context) =>
        context.Features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(ItemKey, out var port) == true ? (Port?)port : null;

    private sealed record PortMetadata(Port Port);
}

internal enum Port
{
    Http,
    Grpc,
}
