using LiteDB;

namespace TeamAccess.Store.LiteDb.Engine;

/// <summary>
/// The exceptions of LiteDB that say something about a unit's data and nothing about the engine's health.
/// </summary>
internal static class ExpectedFailure
{
    private const string DocumentTooLarge = "Document size exceed"; // has no code of its own

    public static bool Is(Exception exception) => exception switch
    {
        LiteException lite => lite.ErrorCode is
            LiteException.INDEX_DUPLICATE_KEY or LiteException.INVALID_INDEX_KEY or LiteException.INVALID_DATA_TYPE
            || lite.Message.StartsWith(DocumentTooLarge, StringComparison.Ordinal),
        ArgumentException => true,
        _ => false,
    };
}
