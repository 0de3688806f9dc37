using TeamAccess.Domain.Storage;
using TeamAccess.Server.Options;

namespace TeamAccess.Server;

/// <summary>Puts the known reasons why a server does not start in words; anything else keeps its stack trace.</summary>
internal static class StartFailure
{
    public static string? Describe(Exception exception) => exception switch
    {
        OptionException => exception.Message + " See --help.",
        InvalidDataException => exception.Message,
        StoreUnavailableException => exception.Message,
        UnauthorizedAccessException => $"The data directory cannot be written: {exception.Message}",
        IOException => exception.Message,
        _ => null,
    };
}
