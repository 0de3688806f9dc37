using TeamAccess.Domain;
using TeamAccess.Server.Options;

namespace TeamAccess.Server.Commands;

/// <summary>What a command was given; whatever else a server takes comes with it in <see cref="Options"/>.</summary>
internal sealed record CommandArguments
{
    public const string Usage = """
        teamaccess backup  --to FILE [SOURCE]                    all workspaces into an archive
        teamaccess export  --workspace NAME --to FILE [SOURCE]   one workspace into an archive
        teamaccess restore FILE [STORE]                          an archive into a store that holds nothing yet
        teamaccess import  FILE [SOURCE]                         an archive's workspaces into a store beside others; of one
                                                                 workspace also into a server that runs
        teamaccess import  --list [SOURCE]                       imports that were begun and are not finished
        teamaccess import  --abandon NAME [SOURCE]               remove what one of them has stored, and free its id
        teamaccess verify  [FILE | STORE]                        whether an archive, or a store, is whole
        teamaccess compact [--data DIRECTORY]                    give back the space of what was removed

        SOURCE (or, for import, target) is a server that runs, and goes on serving:
          --server URL --operator-token-file FILE                (the token may be in TEAMACCESS_OPERATOR_TOKEN)
        or a STORE:
          --data DIRECTORY                                       the embedded store, while no server runs on it
          --store postgres                                       the database in TEAMACCESS_POSTGRES

        Options and environment variables are those of the server; see teamaccess --help. FILE may be - for standard
        output. A backup or export from a server that broke off, and an import, go on when the same command is given again
        soon. An archive holds names and hashed secrets: keep it as you keep the database. The token pepper is not in
        it: keep that apart, since no token is worth anything without it.
        """;

    private const string ListOption = "--list";

    private static readonly string[] Own = ["--to", "--server", "--workspace", "--abandon"];

    /// <summary>The archive to read; null where none was named.</summary>
    public string? File { get; private init; }

    /// <summary>Where to write; - for standard output.</summary>
    public string? To { get; private init; }

    /// <summary>The gRPC address of a server that runs.</summary>
    public Uri? Server { get; private init; }

    public WorkspaceId? Workspace { get; private init; }

    /// <summary>The workspace whose unfinished import is to be abandoned.</summary>
    public WorkspaceId? Abandon { get; private init; }

    /// <summary>Whether unfinished imports are asked for.</summary>
    public bool List { get; private init; }

    public required ServerOptions Options { get; init; }

    /// <exception cref="OptionException">An argument is unknown, twice there, or lacks its value.</exception>
    public static CommandArguments Read(IReadOnlyList<string> arguments)
    {
        var own = new Dictionary<string, string>(StringComparer.Ordinal);
        var files = new List<string>();
        var rest = new List<string>();
        var list = false;
        for (var i = 0; i < arguments.Count; i++)
        {
            var parts = arguments[i].Split('=', 2);
            if (Own.Contains(parts[0]))
            {
                own[parts[0]] = parts.Length == 2
                    ? parts[1]
                    : ++i < arguments.Count ? arguments[i] : throw new OptionException($"{parts[0]} needs a value.");
            }
            else if (arguments[i] == ListOption)
            {
                list = true;
            }
            else if (!arguments[i].StartsWith('-'))
            {
                files.Add(arguments[i]);
            }
            else
            {
                rest.Add(arguments[i]);
                if (CommandLine.TakesValue(arguments[i]) && ++i < arguments.Count)
                {
                    rest.Add(arguments[i]);
                }
            }
        }

        var configuration = new ConfigurationBuilder()
            .AddEnvironmentVariables("TEAMACCESS_")
            .AddInMemoryCollection(CommandLine.Read(rest))
            .Build();
        return new CommandArguments
        {
            File = files.Count > 1 ? throw new OptionException($"One file at a time; {files[1]} is one too many.") : files.FirstOrDefault(),
            To = own.GetValueOrDefault("--to"),
            Server = own.TryGetValue("--server", out var server) ? ReadUrl(server) : null,
            Workspace = own.TryGetValue("--workspace", out var one) ? ReadWorkspace("--workspace", one) : null,
            Abandon = own.TryGetValue("--abandon", out var abandon) ? ReadWorkspace("--abandon", abandon) : null,
            List = list,
            Options = ServerOptionsReader.Read(configuration),
        };
    }

    private static Uri ReadUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new OptionException($"--server must be the http or https URL of a server's gRPC port, not \"{text}\".");

    private static WorkspaceId ReadWorkspace(string option, string text) => WorkspaceId.TryParse(text, out var id)
        ? id
        : throw new OptionException($"{option} must be the id of a workspace, not \"{text}\".");
}
