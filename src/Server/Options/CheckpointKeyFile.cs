using TeamAccess.Domain.Audit.Checkpoints;

namespace TeamAccess.Server.Options;

/// <summary>
/// The key that signs checkpoints, in a file of its own that only the server's user can read. Former keys stand behind
/// it, as public keys.
/// </summary>
internal static class CheckpointKeyFile
{
    public const string Name = "checkpoint-key.pem";

    /// <summary>Reads the key, or makes one where the data directory has none.</summary>
    /// <exception cref="OptionException">The file does not hold one.</exception>
    public static CheckpointKeys ReadOrCreate(ServerOptions options)
    {
        var path = options.CheckpointKey?.FullName ?? Path.Combine(options.Data.FullName, Name);
        if (!File.Exists(path))
        {
            PrivateFile.WriteNew(path, CheckpointKeys.CreatePem());
        }

        try
        {
            return CheckpointKeys.FromPem(File.ReadAllText(path));
        }
        catch (FormatException exception)
        {
            throw new OptionException($"{path} holds no key to sign checkpoints with. {exception.Message} Restore it from your backup.");
        }
    }
}
