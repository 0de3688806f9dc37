namespace TeamAccess.Server.Options;

/// <summary>
/// Turns arguments into configuration values under the names that the environment variables have behind their prefix.
/// </summary>
internal static class CommandLine
{
    public const string Usage = """
        TeamAccess server

          backup, restore, verify, export, import, compact
                                   work on what is stored instead of serving it; see teamaccess COMMAND --help

          --demo                   fill an empty data directory with a workspace to try
          --data DIRECTORY         where everything is kept            (TEAMACCESS_DATA, default ./data)
          --store litedb|postgres  the embedded store in the data directory, or a PostgreSQL database that several
                                   servers can share                   (TEAMACCESS_STORE, default litedb); the
                                   database is in TEAMACCESS_POSTGRES: Host=…;Username=…;Password=…;Database=…
          --postgres-connections NUMBER  of this server to it, 4 to 500, default 32 (TEAMACCESS_POSTGRES_CONNECTIONS)
          --postgres-timeout-seconds NUMBER  how long a statement to it may take, 3 to 120
                                                                       (TEAMACCESS_POSTGRES_TIMEOUT_SECONDS, default 15)
          --pepper-file FILE       the token pepper, the same for all servers of a database
                                                                       (TEAMACCESS_PEPPER_FILE, default in --data)
          --http ADDRESS:PORT      SCIM and health                     (TEAMACCESS_HTTP, default 127.0.0.1:8080)
          --grpc ADDRESS:PORT      admin service                       (TEAMACCESS_GRPC, default 127.0.0.1:8081)
          --public-url URL         how identity providers reach --http (TEAMACCESS_PUBLIC_URL, default the address)
          --tls-certificate FILE   PEM; with --tls-key both ports speak TLS (TEAMACCESS_TLS_CERTIFICATE)
          --tls-key FILE           PEM                                 (TEAMACCESS_TLS_KEY)
          --scim-rate NUMBER       requests per second of a SCIM connection, 0 = off (TEAMACCESS_SCIM_RATE, default 1000)
          --access-token-minutes NUMBER  life of a token from /oauth2/token, 60 to 360
                                                                        (TEAMACCESS_ACCESS_TOKEN_MINUTES, default 60)
          --provisioning-log-days NUMBER  how long the log keeps a SCIM request, masked; 0 = no log
                                                                        (TEAMACCESS_PROVISIONING_LOG_DAYS, default 30)
          --audit-days NUMBER      how long audit events are kept; 0 = for ever (TEAMACCESS_AUDIT_DAYS, default 0)
          --audit-checkpoints FILE signed checkpoints of the audit log are appended here; - is standard output
                                                                       (TEAMACCESS_AUDIT_CHECKPOINTS, default none)
          --audit-checkpoint-minutes NUMBER  how often they are made, 0.02 to 1440
                                                                       (TEAMACCESS_AUDIT_CHECKPOINT_MINUTES, default 60)
          --lease-seconds NUMBER   how long scheduled work rests when its server dies, 5 to 3600
                                                                       (TEAMACCESS_LEASE_SECONDS, default 300)
          --checkpoint-key-file FILE  the key that signs them, the same for all servers of a database
                                                                       (TEAMACCESS_CHECKPOINT_KEY_FILE, default in --data)
          --tombstone-days NUMBER  how long the id of a removed member is kept; 0 = for ever
                                                                       (TEAMACCESS_TOMBSTONE_DAYS, default 0)
          --ended-credential-days NUMBER  how long revoked and expired keys and tokens are listed; 0 = for ever
                                                                       (TEAMACCESS_ENDED_CREDENTIAL_DAYS, default 400)
          --no-provisioning-replay  keep no request sealed as it came  (TEAMACCESS_PROVISIONING_REPLAY=false)
          --private-key-servers    read a federation's keys from private addresses too (TEAMACCESS_PRIVATE_KEY_SERVERS=true)
          --webhook-private-addresses  send events to private addresses too, and to this machine over http
                                                                       (TEAMACCESS_WEBHOOK_PRIVATE_ADDRESSES=true)
          --roles FILE             a role table instead of the built-in one (TEAMACCESS_ROLES)
          --scim-schemas PATH      SCIM schemas and resource types of your own: a file, or a directory of *.json
                                                                       (TEAMACCESS_SCIM_SCHEMAS)
          --scim-governance on|off /Roles and /Entitlements            (TEAMACCESS_SCIM_GOVERNANCE, default on)
          --operator-token-file FILE  holds the operator's token       (TEAMACCESS_OPERATOR_TOKEN_FILE, or the token itself
                                                                        in TEAMACCESS_OPERATOR_TOKEN)
          --no-reflection          gRPC reflection off                 (TEAMACCESS_REFLECTION=false)
          --help                   this text
        """;

    private static readonly Dictionary<string, string> Valued = new(StringComparer.Ordinal)
    {
        ["--data"] = "DATA",
        ["--store"] = "STORE",
        ["--postgres-connections"] = "POSTGRES_CONNECTIONS",
        ["--postgres-timeout-seconds"] = "POSTGRES_TIMEOUT_SECONDS",
        ["--pepper-file"] = "PEPPER_FILE",
        ["--http"] = "HTTP",
        ["--grpc"] = "GRPC",
        ["--public-url"] = "PUBLIC_URL",
        ["--tls-certificate"] = "TLS_CERTIFICATE",
        ["--tls-key"] = "TLS_KEY",
        ["--scim-rate"] = "SCIM_RATE",
        ["--access-token-minutes"] = "ACCESS_TOKEN_MINUTES",
        ["--provisioning-log-days"] = "PROVISIONING_LOG_DAYS",
        ["--audit-days"] = "AUDIT_DAYS",
        ["--audit-checkpoints"] = "AUDIT_CHECKPOINTS",
        ["--audit-checkpoint-minutes"] = "AUDIT_CHECKPOINT_MINUTES",
        ["--lease-seconds"] = "LEASE_SECONDS",
        ["--checkpoint-key-file"] = "CHECKPOINT_KEY_FILE",
        ["--tombstone-days"] = "TOMBSTONE_DAYS",
        ["--ended-credential-days"] = "ENDED_CREDENTIAL_DAYS",
        ["--roles"] = "ROLES",
        ["--scim-schemas"] = "SCIM_SCHEMAS",
        ["--scim-governance"] = "SCIM_GOVERNANCE",
        ["--operator-token-file"] = "OPERATOR_TOKEN_FILE",
    };

    private static readonly Dictionary<string, (string Name, string Value)> Flags = new(StringComparer.Ordinal)
    {
        ["--demo"] = ("DEMO", "true"),
        ["--no-provisioning-replay"] = ("PROVISIONING_REPLAY", "false"),
        ["--private-key-servers"] = ("PRIVATE_KEY_SERVERS", "true"),
        ["--webhook-private-addresses"] = ("WEBHOOK_PRIVATE_ADDRESSES", "true"),
        ["--no-reflection"] = ("REFLECTION", "false"),
    };

    /// <summary>Whether the argument is an option whose value is the next argument.</summary>
    public static bool TakesValue(string argument) => Valued.ContainsKey(argument);

    /// <exception cref="OptionException">An argument is unknown, or lacks its value.</exception>
    public static Dictionary<string, string?> Read(IReadOnlyList<string> arguments)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < arguments.Count; i++)
        {
            var parts = arguments[i].Split('=', 2);
            if (Flags.TryGetValue(arguments[i], out var flag))
            {
                values[flag.Name] = flag.Value;
            }
            else if (Valued.TryGetValue(parts[0], out var name))
            {
                values[name] = parts.Length == 2
                    ? parts[1]
                    : ++i < arguments.Count ? arguments[i] : throw new OptionException($"{parts[0]} needs a value.");
            }
            else
            {
                throw new OptionException($"There is no option {parts[0]}.");
            }
        }

        return values;
    }
}
