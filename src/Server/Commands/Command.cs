using System.Runtime.InteropServices;
using Grpc.Core;
using TeamAccess.Server.Options;
using TeamAccess.Store.Archives;
using TeamAccess.Store.LiteDb.Compaction;

namespace TeamAccess.Server.Commands;

/// <summary>Something the program does instead of serving. Ends with 0 when it was done, else with 1 and the reason.</summary>
internal sealed record Command(string Name, Func<CommandArguments, Progress, CancellationToken, Task> Work)
{
    private const string Import = "import";

    private static readonly Command[] All =
    [
        new("backup", BackupCommand.BackupAsync),
        new("export", BackupCommand.ExportAsync),
        new("restore", RestoreCommand.RestoreAsync),
        new(Import, ImportCommand.RunAsync),
        new("verify", VerifyCommand.RunAsync),
        new("compact", CompactCommand.RunAsync),
    ];

    public static Command? Find(string name) => Array.Find(All, command => command.Name == name);

    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        using var stop = new CancellationTokenSource();
        using var interrupted = StopOn(PosixSignal.SIGINT, stop);
        using var terminated = StopOn(PosixSignal.SIGTERM, stop);
        using var progress = new Progress(Console.Error, !Console.IsErrorRedirected);
        try
        {
            if (arguments.Contains("--help"))
            {
                await Console.Out.WriteLineAsync(CommandArguments.Usage);
                return 0;
            }

            var given = CommandArguments.Read(arguments);
            if (Name != Import && (given.List || given.Abandon is not null))
            {
                throw new OptionException($"--list and --abandon are for {Import}.");
            }

            await Work(given, progress, stop.Token);
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            progress.Clear();
            await Console.Error.WriteLineAsync($"{Name} was stopped before its end.");
            return 1;
        }
        catch (Exception exception) when (Describe(exception) is { } message)
        {
            progress.Clear();
            await Console.Error.WriteLineAsync($"{Name} failed. {message}");
            return 1;
        }
    }

    private static PosixSignalRegistration StopOn(PosixSignal signal, CancellationTokenSource stop) =>
        PosixSignalRegistration.Create(
            signal,
            context =>
            {
                context.Cancel = true;
                stop.Cancel();
            });

    private static string? Describe(Exception exception) => exception switch
    {
        ArchiveException or CommandException or DatabaseNotIntactException => exception.Message,
        RpcException e => $"The server answered {e.StatusCode}: {e.Status.Detail}",
        _ => StartFailure.Describe(exception),
    };
}

/// <summary>Why a command was not done; the message is for whoever gave it.</summary>
internal sealed class CommandException(string message) : Exception(message);
