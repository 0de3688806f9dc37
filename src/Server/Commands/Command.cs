using Grpc.Core;
using TeamAccess.Store.Archives;

namespace TeamAccess.Server.Commands;

/// <summary>Something the program does instead of serving. Ends with 0 when it was done, else with 1 and the reason.</summary>
internal sealed record Command(string Name, Func<CommandArguments, Progress, CancellationToken, Task> Work)
{
    private static readonly Command[] All =
    [
        new("backup", BackupCommand.BackupAsync),
        new("export", BackupCommand.ExportAsync),
        new("restore", RestoreCommand.RestoreAsync),
        new("import", RestoreCommand.ImportAsync),
        new("verify", VerifyCommand.RunAsync),
    ];

    public static Command? Find(string name) => Array.Find(All, command => command.Name == name);

    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        using var stop = new CancellationTokenSource();
        ConsoleCancelEventHandler onCancel = (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        Console.CancelKeyPress += onCancel;
        using var terminated = System.Runtime.InteropServices.PosixSignalRegistration.Create(
            System.Runtime.InteropServices.PosixSignal.SIGTERM,
            signal =>
            {
                signal.Cancel = true;
                stop.Cancel();
            });
        using var progress = new Progress(Console.Error, !Console.IsErrorRedirected);
        try
        {
            if (arguments.Contains("--help"))
            {
                await Console.Out.WriteLineAsync(CommandArguments.Usage);
                return 0;
            }

            await Work(CommandArguments.Read(arguments), progress, stop.Token);
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
        finally
        {
            Console.CancelKeyPress -= onCancel;
        }
    }

    private static string? Describe(Exception exception) => exception switch
    {
        ArchiveException or CommandException => exception.Message,
        RpcException e => $"The server answered {e.StatusCode}: {e.Status.Detail}",
        _ => StartFailure.Describe(exception),
    };
}

/// <summary>Why a command was not done; the message is for whoever gave it.</summary>
internal sealed class CommandException(string message) : Exception(message);
