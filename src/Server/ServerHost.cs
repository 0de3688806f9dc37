using TeamAccess.Admin;
using TeamAccess.Domain;
using TeamAccess.Domain.Audit.Checkpoints;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Retention;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Webhooks;
using TeamAccess.Protocol.Schema;
using TeamAccess.Protocol.Text;
using TeamAccess.Scim;
using TeamAccess.Scim.OAuth;
using TeamAccess.Server.FirstRun;
using TeamAccess.Server.Health;
using TeamAccess.Server.Listening;
using TeamAccess.Server.Options;
using TeamAccess.Server.Retention;
using TeamAccess.Server.SelfTest;
using TeamAccess.Server.Webhooks;
using TeamAccess.Store;
using TeamAccess.Store.LiteDb;
using TeamAccess.Store.Postgres;

namespace TeamAccess.Server;

/// <summary>The composition root: one store, one domain, two doors.</summary>
internal static class ServerHost
{
    public static async Task<WebApplication> StartAsync(ServerOptions options, TextWriter output)
    {
        if (CanonicalKey.SelfTest() is { } wrong)
        {
            throw new OptionException($"This runtime compares names in another way than the store needs: {wrong}");
        }

        var isNew = DataDirectory.Prepare(options.Data);

        // Empty: settings come from the command line alone, and nothing watches files for others.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.Services.AddRouting();
        builder.WebHost.ConfigureKestrel(kestrel => Ports.Listen(kestrel, options));
        AddLogging(builder.Logging);
        AddServices(builder.Services, options, isNew);
        var app = builder.Build();
        Map(app);
        await app.StartAsync();
        if (options.Demo)
        {
            DemoWelcome.Write(app.Services.GetRequiredService<FirstRunFile>(), output);
        }

        return app;
    }

    private static void AddServices(IServiceCollection services, ServerOptions options, bool isNew)
    {
        var pepper = PepperFile.ReadOrCreate(options, isNew);
        services.AddSingleton(pepper);
        if (options.OperatorToken is { } token)
        {
            services.AddSingleton(new OperatorToken(token));
        }

        if (options.Roles is { } roles)
        {
            using var json = roles.OpenRead();
            services.AddSingleton(RoleTableReader.Read(json));
        }

        var catalog = options.ScimSchemas is { } schemas ? ScimSchemaFiles.Read(schemas) : ResourceCatalog.BuiltIn;
        services.AddSingleton(options.ScimGovernance ? catalog : catalog.WithoutGovernance());

        AddStore(services, options, pepper);
        services.AddArchives(PepperFile.IdOf(pepper));
        services.AddSingleton(new WebhookPolicy { PrivateAddresses = options.WebhookPrivateAddresses });
        services.AddTeamAccessDomain();
        AddRetention(services, options);
        services.AddSingleton<IWebhookSender, WebhookSender>();
        services.AddHostedService<WebhookWork>();
        if (options.Demo)
        {
            services.AddSingleton(new FirstRunFile(options));
            services.AddHostedService<DemoInstaller>();
        }

        services.AddScim(scim => Configure(scim, options));
        services.AddSingleton<ISelfTestSandbox>(provider => new SelfTestSandbox(provider, options));
        services.AddAdmin(admin => admin.Reflection = options.Reflection);
        services.AddHealthChecks().AddCheck<StoreHealthCheck>("store", tags: ["ready"]);
    }

    private static void AddRetention(IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton(CheckpointKeyFile.ReadOrCreate(options));
        if (options.AuditCheckpoints is { } file)
        {
            services.AddSingleton<ICheckpointOutput>(
                _ => file == "-" ? new CheckpointStream(Console.OpenStandardOutput()) : new CheckpointFile(file));
        }

        services.AddRetention(new RetentionPolicy
        {
            AuditDays = options.AuditDays,
            CheckpointEvery = options.AuditCheckpointEvery,
            TombstoneDays = options.TombstoneDays,
            EndedCredentialDays = options.EndedCredentialDays,
            ProvisioningLogDays = options.ProvisioningLogDays,
        });
        services.AddSingleton(new LeaseTimes(options.LeaseLength));
        services.AddHostedService<ScheduledWork>();
    }

    private static void AddStore(IServiceCollection services, ServerOptions options, TokenPepper pepper)
    {
        if (options.Postgres is { } database)
        {
            services.AddPostgresStore(new PostgresOptions
            {
                ConnectionString = database,
                MaxConnections = options.PostgresConnections,
                CommandTimeout = options.PostgresTimeout,
                OutcomeTimeout = options.PostgresTimeout,
                IdleTimeout = options.PostgresTimeout / 3,
                PepperCheck = PepperFile.CheckOf(pepper),
            });
        }
        else
        {
            services.AddLiteDbStore(new LiteDbOptions { Directory = options.Data.FullName });
        }
    }

    /// <summary>The options of the SCIM door, which a self-test's sandbox has as well.</summary>
    internal static void Configure(ScimOptions scim, ServerOptions options)
    {
        scim.BaseUrl = options.ScimBaseUrl;
        scim.RatePerSecond = options.ScimRate;
        scim.RateBurst = 2 * options.ScimRate;
        scim.OAuthBaseUrl = options.OAuthBaseUrl;
        scim.AccessTokenLifetime = options.AccessTokenLifetime;
        scim.PrivateKeyServers = options.PrivateKeyServers;
        scim.RequestLog.Days = options.ProvisioningLogDays;
        scim.RequestLog.MaxReplayBody = options.ProvisioningReplay ? scim.RequestLog.MaxReplayBody : 0;
    }

    private static void Map(WebApplication app)
    {
        app.UseRouting();
        app.UsePorts();
        app.UseScimErrorBodies("/scim/v2");
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGroup("/scim/v2").OnPort(Port.Http).MapScim();
        app.MapOAuth().OnPort(Port.Http);
        app.MapAdmin().OnPort(Port.Grpc);
        app.MapHealth().OnPort(Port.Http);
    }

    // One line of JSON an event: a value from a request cannot begin a line of its own. To standard error, because
    // standard output belongs to whoever started the server.
    private static void AddLogging(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Information);

        // The framework's own request log holds query strings, and those hold names (RFC 7644 §7.5.2).
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Grpc", LogLevel.Warning);

        // Why a start failed is told in one sentence by StartFailure, not in a stack trace.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        logging.AddJsonConsole(console =>
        {
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
