using System.Buffers.Text;
using System.Security.Cryptography;
using TeamAccess.Domain.Credentials;

namespace TeamAccess.Server.Options;

/// <summary>The token pepper, in a file of its own that only the server's user can read.</summary>
internal static class PepperFile
{
    public const string Name = "token-pepper.key";

    /// <summary>Reads the pepper, or makes it when the data directory is new.</summary>
    /// <exception cref="OptionException">
    /// The file is damaged, or it is missing beside a database: a new pepper would make every token there worthless.
    /// </exception>
    public static TokenPepper ReadOrCreate(ServerOptions options, bool isNew) => options.Pepper is { } named
        ? Read(named.FullName)
        : ReadOrCreate(Path.Combine(options.Data.FullName, Name), isNew);

    /// <summary>What a database keeps to know the pepper again.</summary>
    public static byte[] CheckOf(TokenPepper pepper) => pepper.DeriveKey("teamaccess pepper check");

    /// <summary>What an archive tells of the pepper: enough to know it again, nothing to find it by.</summary>
    public static string IdOf(TokenPepper pepper) => Base64Url.EncodeToString(SHA256.HashData(CheckOf(pepper)));

    /// <summary>The pepper of a server that was here before; null when there is none.</summary>
    /// <exception cref="OptionException">The file is damaged.</exception>
    public static TokenPepper? Find(ServerOptions options)
    {
        var path = options.Pepper?.FullName ?? Path.Combine(options.Data.FullName, Name);
        return File.Exists(path) ? Read(path) : null;
    }

    private static TokenPepper ReadOrCreate(string path, bool isNew)
    {
        if (!File.Exists(path))
        {
            if (!isNew)
            {
                throw new OptionException($"{path} is missing. Restore it from your backup: without it no token can be checked.");
            }

            PrivateFile.WriteNew(path, Convert.ToHexString(RandomNumberGenerator.GetBytes(TokenPepper.Length)));
        }

        return Read(path);
    }

    private static TokenPepper Read(string path)
    {
        try
        {
            return new TokenPepper(Convert.FromHexString(File.ReadAllText(path).Trim()));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw new OptionException(
                $"{path} does not hold {TokenPepper.Length} bytes in hexadecimal. Restore it from your backup.");
        }
    }
}
