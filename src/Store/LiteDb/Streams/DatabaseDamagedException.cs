namespace TeamAccess.Store.LiteDb.Streams;

/// <summary>
/// The files are not as any power cut could have left them; the message says what was found and what to do. They were left
/// as they are.
/// </summary>
internal sealed class DatabaseDamagedException(string message) : IOException(message)
{
    public const string Advice = "Nothing was changed: keep a copy of the directory, then restore it from a backup.";
}
