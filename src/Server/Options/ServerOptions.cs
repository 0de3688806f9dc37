using System.Net;

namespace TeamAccess.Server.Options;

/// <summary>
/// How this server runs. Each value comes from the command line, else from the environment, else from its default.
/// </summary>
internal sealed record ServerOptions
{
    /// <summary>Where this server keeps its files; made when it is missing.</summary>
    public required DirectoryInfo Data { get; init; }

    /// <summary>
    /// The PostgreSQL database that holds everything, several servers' if need be; null for the embedded store in
    /// <see cref="Data"/>. A connection string in Npgsql's words, with a password: never logged.
    /// </summary>
    public string? Postgres { get; init; }

    /// <summary>The most connections of this server to <see cref="Postgres"/>.</summary>
    public int PostgresConnections { get; init; } = 32;

    /// <summary>How long a statement to <see cref="Postgres"/> may take, and the fate of a lost commit is looked for.</summary>
    public TimeSpan PostgresTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A file with the token pepper; null for the one in <see cref="Data"/>, made when it is missing.</summary>
    public FileInfo? Pepper { get; init; }

    /// <summary>Where SCIM and the health checks answer, over HTTP/1.1 and, with TLS, HTTP/2.</summary>
    public required IPEndPoint Http { get; init; }

    /// <summary>Where the admin service answers, over HTTP/2 only.</summary>
    public required IPEndPoint Grpc { get; init; }

    /// <summary>The URL under which identity providers reach the SCIM port; null for the address itself.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>PEM files of a certificate and its key: with them both ports speak TLS only.</summary>
    public CertificateFiles? Certificate { get; init; }

    /// <summary>Requests per second of one SCIM connection; 0 for no limit.</summary>
    public required int ScimRate { get; init; }

    /// <summary>How long an access token from the token endpoint lives.</summary>
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Whether a federation's signing keys may be read from private addresses.</summary>
    public bool PrivateKeyServers { get; init; }

    /// <summary>Whether webhooks may send to private addresses, and to this machine without TLS.</summary>
    public bool WebhookPrivateAddresses { get; init; }

    /// <summary>How long the provisioning log keeps a SCIM request; 0 for no log.</summary>
    public int ProvisioningLogDays { get; init; } = 30;

    /// <summary>How long an audit event is kept; 0 for ever.</summary>
    public int AuditDays { get; init; }

    /// <summary>The file that signed checkpoints of the log are appended to; "-" for standard output; null for none.</summary>
    public string? AuditCheckpoints { get; init; }

    /// <summary>How often checkpoints are made of the workspaces that have changed.</summary>
    public TimeSpan AuditCheckpointEvery { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long scheduled work rests when the server that did it dies; then another takes it over.</summary>
    public TimeSpan LeaseLength { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A file with the key that signs them; null for the one in <see cref="Data"/>, made when it is missing.</summary>
    public FileInfo? CheckpointKey { get; init; }

    /// <summary>How long what is left of a removed member is kept; 0 for ever.</summary>
    public int TombstoneDays { get; init; }

    /// <summary>How long revoked and expired credentials are listed; 0 for ever.</summary>
    public int EndedCredentialDays { get; init; } = 400;

    /// <summary>Whether requests are kept as they came, sealed, so that they can be replayed.</summary>
    public bool ProvisioningReplay { get; init; } = true;

    /// <summary>The deployment's operator token; null for no operator.</summary>
    public string? OperatorToken { get; init; }

    /// <summary>A role table to use instead of the built-in one; null for that.</summary>
    public FileInfo? Roles { get; init; }

    /// <summary>SCIM schemas and resource types beside the built-in ones: a file or a directory; null for none.</summary>
    public string? ScimSchemas { get; init; }

    /// <summary>Whether SCIM offers roles and entitlements as resource types that can be read.</summary>
    public bool ScimGovernance { get; init; } = true;

    /// <summary>Whether an empty store is filled with something to try.</summary>
    public bool Demo { get; init; }

    /// <summary>Whether gRPC reflection answers.</summary>
    public bool Reflection { get; init; } = true;

    private string Scheme => Certificate is null ? "http" : "https";

    /// <summary>
    /// The base URL of SCIM: what identity providers are given, and every <c>meta.location</c> begins with.
    /// </summary>
    public Uri ScimBaseUrl => new(new Uri((PublicUrl ?? UrlOf(Http)).ToString().TrimEnd('/') + "/"), "scim/v2");

    /// <summary>What the paths of OAuth are below.</summary>
    public Uri OAuthBaseUrl => new((PublicUrl ?? UrlOf(Http)).ToString().TrimEnd('/') + "/");

    public Uri GrpcUrl => UrlOf(Grpc);

    // An address that stands for all of the machine's is reached from the machine itself by its loopback name.
    private Uri UrlOf(IPEndPoint endPoint)
    {
        var isAny = endPoint.Address.Equals(IPAddress.Any) || endPoint.Address.Equals(IPAddress.IPv6Any);
        return new UriBuilder(Scheme, isAny ? "localhost" : endPoint.Address.ToString(), endPoint.Port).Uri;
    }

    public override string ToString() => nameof(ServerOptions);
}

/// <summary>PEM files.</summary>
internal sealed record CertificateFiles(string Certificate, string Key);
