namespace TeamAccess.Server.Options;

/// <summary>
/// An option that cannot be used. The message is for whoever started the server: what is wrong and what to do.
/// </summary>
internal sealed class OptionException(string message) : Exception(message);
