using TeamAccess.Domain.Storage;
using TeamAccess.Server.Options;
using TeamAccess.Store;
using TeamAccess.Store.Postgres;

namespace TeamAccess.Server;

/// <summary>Puts the known reasons why a server does not start in words; anything else keeps its stack trace.</summary>
internal static class StartFailure
{
    public static string? Describe(Exception exception) => exception switch
    {
        OptionException => exception.Message + " See --help.",
        InvalidDataException => exception.Message,
        StoreUnavailableException or NewerSchemaException or OtherPepperException => exception.Message,
        UnauthorizedAccessException => $"The data directory cannot be written: {exception.Message}",
        IOException => exception.Message,
        _ => null,
    };
}
