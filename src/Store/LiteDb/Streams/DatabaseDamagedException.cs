namespace TeamAccess.Store.LiteDb.Streams;

/// <summary>
/// The files are not as any power cut could have left them; the message says what was found and what to do.
/// </summary>
internal sealed class DatabaseDamagedException(string message) : IOException(message);
