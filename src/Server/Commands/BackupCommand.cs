using Grpc.Core;
using Grpc.Net.Client;
using TeamAccess.Admin.V1;
using TeamAccess.Domain;
using TeamAccess.Server.Options;
using TeamAccess.Store.Archives;

namespace TeamAccess.Server.Commands;

/// <summary><c>backup</c> and <c>export</c>: an archive of all workspaces, or of one.</summary>
internal static class BackupCommand
{
    public static Task BackupAsync(CommandArguments arguments, Progress progress, CancellationToken cancellationToken) =>
        arguments.Workspace is null
            ? RunAsync(arguments, progress, cancellationToken)
            : throw new OptionException("backup writes all workspaces. For one of them use export.");

    public static Task ExportAsync(CommandArguments arguments, Progress progress, CancellationToken cancellationToken) =>
        arguments.Workspace is not null
            ? RunAsync(arguments, progress, cancellationToken)
            : throw new OptionException("export needs --workspace. For all of them use backup.");

    private static async Task RunAsync(CommandArguments arguments, Progress progress, CancellationToken cancellationToken)
    {
        if (arguments.File is { } file)
        {
            throw new OptionException($"The archive to write is named by --to, and {file} is not.");
        }

        var to = arguments.To ?? throw new OptionException("--to names the archive to write.");
        progress.Title = "writing";
        if (to == "-")
        {
            await using var output = Console.OpenStandardOutput();
            await WriteAsync(arguments, output, progress, cancellationToken);
            return;
        }

        var summary = await ArchiveFile.WriteAsync(
            to, output => WriteAsync(arguments, output, progress, cancellationToken), progress, cancellationToken);
        progress.Clear();
        await Console.Out.WriteLineAsync($"{to}: {summary}");
    }

    private static Task WriteAsync(
        CommandArguments arguments, Stream output, Progress progress, CancellationToken cancellationToken) =>
        arguments.Server is { } server
            ? FromServerAsync(server, arguments, output, cancellationToken)
            : FromStoreAsync(arguments, output, progress, cancellationToken);

    private static async Task FromStoreAsync(
        CommandArguments arguments, Stream output, Progress progress, CancellationToken cancellationToken)
    {
        var pepper = PepperFile.Find(arguments.Options);
        await using var store = await OpenStore.OpenExistingAsync(arguments.Options, pepper, cancellationToken);
        await using var snapshot = await store.Snapshots.OpenSnapshotAsync(cancellationToken);
        await ArchiveWriter.WriteAsync(
            snapshot,
            arguments.Workspace,
            pepper is null ? null : PepperFile.IdOf(pepper),
            TimeProvider.System.GetUtcNow(),
            output,
            progress,
            cancellationToken);
    }

    private static async Task FromServerAsync(
        Uri server, CommandArguments arguments, Stream output, CancellationToken cancellationToken)
    {
        var token = arguments.Options.OperatorToken
            ?? throw new OptionException("--server needs the operator's token: --operator-token-file, or TEAMACCESS_OPERATOR_TOKEN.");
        using var channel = GrpcChannel.ForAddress(server);
        var headers = new Metadata { { "authorization", $"Bearer {token}" } };
        var request = new ExportArchiveRequest { Parent = arguments.Workspace is { } one ? NameOf(one) : "" };
        using var call = new ArchiveService.ArchiveServiceClient(channel).ExportArchive(
            request, headers, cancellationToken: cancellationToken);
        await foreach (var part in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            await output.WriteAsync(part.Content.Memory, cancellationToken);
        }
    }

    private static string NameOf(WorkspaceId workspace) => $"workspaces/{workspace.Value}";
}
