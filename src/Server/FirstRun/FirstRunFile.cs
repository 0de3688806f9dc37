using System.Text.Json;
using TeamAccess.Domain.Administration;
using TeamAccess.Server.Options;

namespace TeamAccess.Server.FirstRun;

/// <summary>
/// <c>first-run.json</c>: what a demo's first client needs. It appears under that name only when the server answers;
/// until then its tokens wait in a file beside it, written before the store knows them, so that no crash leaves tokens
/// that nobody has.
/// </summary>
internal sealed class FirstRunFile(ServerOptions options)
{
    public const string Name = "first-run.json";

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly string path = Path.Combine(options.Data.FullName, Name);
    private readonly string pending = Path.Combine(options.Data.FullName, Name + ".pending");

    public string FullName => path;

    public void Prepare(DemoCredentials credentials) =>
        PrivateFile.Write(pending, JsonSerializer.Serialize(ContentOf(credentials.ScimToken, credentials.OwnerToken), Indented));

    /// <summary>Puts the file in its place, with the addresses as they are now.</summary>
    /// <returns>
    /// What it says, or null when there is none: it was removed, and its tokens are in no other place.
    /// </returns>
    public FirstRunContent? Publish()
    {
        if (Read() is not { } stored)
        {
            return null;
        }

        var content = ContentOf(stored.ScimToken, stored.OwnerToken);
        if (File.Exists(pending) || content != stored)
        {
            PrivateFile.Write(path, JsonSerializer.Serialize(content, Indented));
        }

        File.Delete(pending);
        return content;
    }

    /// <summary>What the file says, or will say once it is published; null when there is none.</summary>
    public FirstRunContent? Read()
    {
        var source = File.Exists(pending) ? pending : path;
        return File.Exists(source)
            ? JsonSerializer.Deserialize<FirstRunContent>(File.ReadAllText(source), Indented)
            : null;
    }

    private FirstRunContent ContentOf(string scimToken, string ownerToken) => new(
        options.ScimBaseUrl.ToString(),
        scimToken,
        options.GrpcUrl.ToString().TrimEnd('/'),
        ownerToken,
        DemoInstallation.Workspace.Value);
}

internal sealed record FirstRunContent(
    string ScimBaseUrl, string ScimToken, string GrpcAddress, string OwnerToken, string Workspace)
{
    public override string ToString() => nameof(FirstRunContent);
}
