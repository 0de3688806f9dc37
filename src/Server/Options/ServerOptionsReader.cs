using System.Globalization;
using System.Net;

namespace TeamAccess.Server.Options;

/// <summary>
/// Reads and checks the options, so that a wrong one stops the start with a clear word instead of a fault later.
/// </summary>
internal static class ServerOptionsReader
{
    private const int MinScimRate = 25;
    private const int MinConnections = 4;
    private const int MaxConnections = 500;
    private const int MaxLogDays = 365;
    private const int MaxKeptDays = 36_500;
    private const decimal MinCheckpointMinutes = 0.02m;

    /// <exception cref="OptionException">A value cannot be used.</exception>
    public static ServerOptions Read(IConfiguration configuration) => new()
    {
        Data = new DirectoryInfo(configuration["DATA"] ?? "data"),
        Postgres = PostgresOf(configuration),
        PostgresConnections = ConnectionsOf(configuration["POSTGRES_CONNECTIONS"] ?? "32"),
        PostgresTimeout = TimeSpan.FromSeconds(NumberOf(configuration, "POSTGRES_TIMEOUT_SECONDS", byDefault: 15, 3, 120)),
        Pepper = configuration["PEPPER_FILE"] is { Length: > 0 } pepper ? ExistingFile("PEPPER_FILE", pepper) : null,
        Http = EndPointOf(configuration, "HTTP", "127.0.0.1:8080"),
        Grpc = EndPointOf(configuration, "GRPC", "127.0.0.1:8081"),
        PublicUrl = UrlOf(configuration["PUBLIC_URL"]),
        Certificate = CertificateOf(configuration["TLS_CERTIFICATE"], configuration["TLS_KEY"]),
        ScimRate = RateOf(configuration["SCIM_RATE"] ?? "1000"),
        AccessTokenLifetime = LifetimeOf(configuration["ACCESS_TOKEN_MINUTES"] ?? "60"),
        PrivateKeyServers = FlagOf(configuration, "PRIVATE_KEY_SERVERS", byDefault: false),
        WebhookPrivateAddresses = FlagOf(configuration, "WEBHOOK_PRIVATE_ADDRESSES", byDefault: false),
        ProvisioningLogDays = LogDaysOf(configuration["PROVISIONING_LOG_DAYS"] ?? "30"),
        AuditDays = NumberOf(configuration, "AUDIT_DAYS", byDefault: 0, 0, MaxKeptDays),
        AuditCheckpoints = CheckpointsOf(configuration["AUDIT_CHECKPOINTS"]),
        AuditCheckpointEvery = MinutesOf(configuration["AUDIT_CHECKPOINT_MINUTES"] ?? "60"),
        LeaseLength = TimeSpan.FromSeconds(NumberOf(configuration, "LEASE_SECONDS", byDefault: 300, 5, 3600)),
        CheckpointKey = configuration["CHECKPOINT_KEY_FILE"] is { Length: > 0 } key
            ? ExistingFile("CHECKPOINT_KEY_FILE", key)
            : null,
        TombstoneDays = NumberOf(configuration, "TOMBSTONE_DAYS", byDefault: 0, 0, MaxKeptDays),
        EndedCredentialDays = NumberOf(configuration, "ENDED_CREDENTIAL_DAYS", byDefault: 400, 0, MaxKeptDays),
        ProvisioningReplay = FlagOf(configuration, "PROVISIONING_REPLAY", byDefault: true),
        OperatorToken = OperatorTokenOf(configuration),
        Roles = configuration["ROLES"] is { Length: > 0 } roles ? ExistingFile("ROLES", roles) : null,
        ScimSchemas = configuration["SCIM_SCHEMAS"] is { Length: > 0 } schemas ? schemas : null,
        ScimGovernance = FlagOf(configuration, "SCIM_GOVERNANCE", byDefault: true),
        Demo = FlagOf(configuration, "DEMO", byDefault: false),
        Reflection = FlagOf(configuration, "REFLECTION", byDefault: true),
    };

    // A word of what is wrong must not repeat the connection string: it holds a password.
    private static string? PostgresOf(IConfiguration configuration)
    {
        var database = configuration["POSTGRES"];
        return (configuration["STORE"]?.ToUpperInvariant(), string.IsNullOrEmpty(database)) switch
        {
            (null or "" or "LITEDB", true) => null,
            ("POSTGRES", false) => database,
            ("POSTGRES", true) => throw new OptionException(
                "TEAMACCESS_STORE=postgres needs TEAMACCESS_POSTGRES, e.g. Host=db;Username=teamaccess;Password=…;Database=teamaccess."),
            (null or "" or "LITEDB", false) => throw new OptionException(
                "TEAMACCESS_POSTGRES names a database that TEAMACCESS_STORE does not use. Set TEAMACCESS_STORE=postgres as well."),
            (var other, _) => throw new OptionException($"TEAMACCESS_STORE must be litedb or postgres, not \"{other}\"."),
        };
    }

    private static IPEndPoint EndPointOf(IConfiguration configuration, string name, string byDefault)
    {
        var text = configuration[name] ?? byDefault;
        var written = text.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase) ? "127.0.0.1" + text[9..] : text;
        return IPEndPoint.TryParse(written, out var endPoint) && endPoint.Port != 0
            ? endPoint
            : throw new OptionException($"TEAMACCESS_{name} must be an IP address and a port such as {byDefault}, not \"{text}\".");
    }

    private static Uri? UrlOf(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new OptionException($"TEAMACCESS_PUBLIC_URL must be an http or https URL, not \"{text}\".");
    }

    private static CertificateFiles? CertificateOf(string? certificate, string? key) =>
        (string.IsNullOrEmpty(certificate), string.IsNullOrEmpty(key)) switch
        {
            (true, true) => null,
            (false, false) => new CertificateFiles(
                ExistingFile("TLS_CERTIFICATE", certificate!).FullName, ExistingFile("TLS_KEY", key!).FullName),
            _ => throw new OptionException("TEAMACCESS_TLS_CERTIFICATE and TEAMACCESS_TLS_KEY go together: set both or neither."),
        };

    private static int RateOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rate) && rate is 0 or >= MinScimRate
            ? rate
            : throw new OptionException(
                $"TEAMACCESS_SCIM_RATE must be 0 for no limit, or {MinScimRate} or more requests per second, not \"{text}\".");

    private static int ConnectionsOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var connections)
        && connections is >= MinConnections and <= MaxConnections
            ? connections
            : throw new OptionException(
                $"TEAMACCESS_POSTGRES_CONNECTIONS must be {MinConnections} to {MaxConnections}, not \"{text}\".");

    private static int LogDaysOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= MaxLogDays
            ? days
            : throw new OptionException(
                $"TEAMACCESS_PROVISIONING_LOG_DAYS must be 0 for no log, or up to {MaxLogDays} days, not \"{text}\".");

    private static string? CheckpointsOf(string? path)
    {
        if (string.IsNullOrEmpty(path) || path == "-")
        {
            return string.IsNullOrEmpty(path) ? null : path;
        }

        var file = Path.GetFullPath(path);
        return Directory.Exists(Path.GetDirectoryName(file)) && !Directory.Exists(file)
            ? file
            : throw new OptionException(
                $"TEAMACCESS_AUDIT_CHECKPOINTS must be a file in a directory that is there, or - for standard output, not {path}");
    }

    private static int NumberOf(IConfiguration configuration, string name, int byDefault, int least, int most)
    {
        if (configuration[name] is not { Length: > 0 } text)
        {
            return byDefault;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
                ? number
                : throw new OptionException($"TEAMACCESS_{name} must be a whole number from {least} to {most}, not \"{text}\".");
    }

    private static TimeSpan MinutesOf(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes)
        && minutes is >= MinCheckpointMinutes and <= 24 * 60
            ? TimeSpan.FromMinutes((double)minutes)
            : throw new OptionException(
                $"TEAMACCESS_AUDIT_CHECKPOINT_MINUTES must be {MinCheckpointMinutes} to 1440, not \"{text}\".");

    private static TimeSpan LifetimeOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 60 and <= 360
            ? TimeSpan.FromMinutes(minutes)
            : throw new OptionException($"TEAMACCESS_ACCESS_TOKEN_MINUTES must be 60 to 360, not \"{text}\".");

    private static string? OperatorTokenOf(IConfiguration configuration)
    {
        var token = configuration["OPERATOR_TOKEN_FILE"] is { Length: > 0 } file
            ? File.ReadAllText(ExistingFile("OPERATOR_TOKEN_FILE", file).FullName).Trim()
            : configuration["OPERATOR_TOKEN"];
        return string.IsNullOrEmpty(token)
            ? null
            : token.Length >= Domain.Credentials.OperatorToken.MinLength
                ? token
                : throw new OptionException(
                    $"The operator token must have at least {Domain.Credentials.OperatorToken.MinLength} characters.");
    }

    private static FileInfo ExistingFile(string name, string path) => File.Exists(path)
        ? new FileInfo(path)
        : throw new OptionException($"TEAMACCESS_{name} names a file that is not there: {path}");

    private static bool FlagOf(IConfiguration configuration, string name, bool byDefault) =>
        configuration[name]?.ToUpperInvariant() switch
        {
            null or "" => byDefault,
            "1" or "TRUE" or "YES" or "ON" => true,
            "0" or "FALSE" or "NO" or "OFF" => false,
            _ => throw new OptionException($"TEAMACCESS_{name} must be true or false."),
        };
}
