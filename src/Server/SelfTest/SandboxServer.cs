using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using TeamAccess.Domain;
using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Schema;
using TeamAccess.Scim;
using TeamAccess.Server.Options;
using TeamAccess.Store;
using TeamAccess.Store.LiteDb;

namespace TeamAccess.Server.SelfTest;

/// <summary>
/// The whole of the SCIM door with one workspace and one connection, reachable by this process alone: through a socket file in a
/// directory of its own, which also holds its database and goes when the test has ended.
/// </summary>
internal sealed class SandboxServer : IAsyncDisposable
{
    private static readonly WorkspaceId Workspace = new("self-test");

    private readonly WebApplication app;
    private readonly DirectoryInfo directory;

    private SandboxServer(WebApplication app, DirectoryInfo directory, string baseUrl, string token)
    {
        (this.app, this.directory, BaseUrl) = (app, directory, baseUrl);
        Client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketIn(directory)), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        {
            BaseAddress = new Uri("http://localhost/scim/v2/"),
        };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public HttpClient Client { get; }

    /// <summary>What its locations begin with: the same as the real server's.</summary>
    public string BaseUrl { get; }

    /// <param name="outer">The real server's services: its role table and resource types hold here too.</param>
    public static async Task<SandboxServer> StartAsync(
        IServiceProvider outer, ServerOptions options, SelfTestSubject subject, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("teamaccess-");
        var app = Build(outer, options, directory);
        try
        {
            await app.StartAsync(cancellationToken);
            var token = await FillAsync(app.Services, subject, cancellationToken);
            return new SandboxServer(app, directory, options.ScimBaseUrl.AbsoluteUri.TrimEnd('/'), token);
        }
        catch
        {
            await RemoveAsync(app, directory);
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        return RemoveAsync(app, directory);
    }

    private static string SocketIn(DirectoryInfo directory) => Path.Combine(directory.FullName, "scim");

    private static WebApplication Build(IServiceProvider outer, ServerOptions options, DirectoryInfo directory)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(SocketIn(directory)));
        builder.Services.AddRouting();
        builder.Services.AddSingleton(new TokenPepper(RandomNumberGenerator.GetBytes(TokenPepper.Length)));
        builder.Services.AddSingleton(outer.GetRequiredService<RoleTable>());
        builder.Services.AddSingleton(outer.GetRequiredService<ResourceCatalog>());
        builder.Services.AddLiteDbStore(new LiteDbOptions { Directory = directory.FullName });
        builder.Services.AddTeamAccessDomain();
        builder.Services.AddScim(scim =>
        {
            ServerHost.Configure(scim, options);
            (scim.RatePerSecond, scim.RateBurst) = (0, 0);
        });
        var app = builder.Build();
        app.UseRouting();
        app.UseScimErrorBodies("/scim/v2");
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGroup("/scim/v2").MapScim();
        return app;
    }

    /// <returns>The connection's token.</returns>
    private static async Task<string> FillAsync(
        IServiceProvider services, SelfTestSubject subject, CancellationToken cancellationToken)
    {
        var created = Made(await services.GetRequiredService<WorkspaceAdministration>().CreateAsync(
            CallOf(new Actor.Operator()),
            new NewWorkspace(
                Workspace, TenantId.Default, "Self-test", "owner@self.test", new OwnerName("Owner", "The", "Owner"), SeatLimit: null),
            cancellationToken));
        var owner = await services.GetRequiredService<CredentialAuthentication>()
            .AuthenticateAsync(created.OwnerToken!, cancellationToken);
        var call = CallOf(owner ?? throw new InvalidOperationException("The owner of the sandbox has no session."));

        var directories = services.GetRequiredService<DirectoryAdministration>();
        var settings = subject.Connection;
        var connection = Made(await directories.CreateConnectionAsync(
            call,
            new NewConnection(settings.DisplayName, settings.Dialect, settings.DefaultRole.Value, settings.RoleCeiling.Value)
            {
                AllowedRoles = [.. settings.AllowedRoles.Select(role => role.Value)],
            },
            cancellationToken));
        var mappings = services.GetRequiredService<RoleMappingAdministration>();
        foreach (var mapping in subject.Mappings.Where(mapping => !mapping.Paused))
        {
            Made(await mappings.CreateAsync(
                call,
                new NewRoleMapping(connection.Id, Group: null, mapping.GroupDisplayName, mapping.Role.Value),
                cancellationToken));
        }

        return Made(await directories.CreateTokenAsync(call, connection.Id, expires: null, cancellationToken)).Secret!;
    }

    private static Call CallOf(Actor actor) => new(actor, Workspace, Door.System, RequestId: "self-test", Address: null);

    private static T Made<T>(Result<Committed<T>> result)
        where T : notnull => result.TryGet(out var done, out var failure)
        ? done.Value
        : throw new InvalidOperationException($"The sandbox could not be set up: {failure.Detail}");

    private static async ValueTask RemoveAsync(WebApplication app, DirectoryInfo directory)
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        directory.Delete(recursive: true);
    }
}
