using TeamAccess.Domain.Storage;
using TeamAccess.Server.Options;
using TeamAccess.Store;
using TeamAccess.Store.Postgres;

namespace TeamAccess.Server;

/// <summary>Puts the known reasons why a server does not start in words; anything else keeps its stack trace.</summary>
internal static class StartFailure
{
    private const int NoSpaceLeft = 28;
    private const int ReadOnlyFileSystem = 30;

    public static string? Describe(Exception exception) => exception switch
    {
        OptionException => exception.Message + " See --help.",
        InvalidDataException => exception.Message,
        StoreUnavailableException or NewerSchemaException or OtherPepperException => exception.Message,
        UnauthorizedAccessException =>
            $"The data directory cannot be written: {exception.Message} Let the server's user own it, or name another with --data.",
        IOException => exception.Message + AdviceOn(exception),
        _ => null,
    };

    // On Linux and macOS the HResult of a disk's refusal is the system's own error number.
    private static string AdviceOn(Exception exception) => exception.GetBaseException().HResult switch
    {
        NoSpaceLeft => " The disk is full: free some space and start again; nothing is lost.",
        ReadOnlyFileSystem => " The file system is read-only: mount it writable, or name another directory with --data.",
        _ => "",
    };
}
