using System.Globalization;

namespace TeamAccess.Domain.Directories;

/// <summary>
/// The OAuth client id of a connection (RFC 6749 §2.2): the workspace, a dot, and the connection's id in 32 hexadecimal
/// digits. It never changes and is no secret.
/// </summary>
public static class ClientIds
{
    /// <summary>The longest there is.</summary>
    public const int MaxLength = 96;

    public static string Of(DirectoryConnection connection) => Of(connection.Workspace, connection.Id);

    public static string Of(WorkspaceId workspace, ConnectionId connection) =>
        string.Create(CultureInfo.InvariantCulture, $"{workspace.Value}.{connection.Value:N}");

    /// <summary>Says nothing of whether there is such a connection.</summary>
    public static bool TryParse(string text, out WorkspaceId workspace, out ConnectionId connection)
    {
        (workspace, connection) = (default, default);
        var dot = text.LastIndexOf('.');
        if (dot < 1 || text.Length > MaxLength || !Guid.TryParseExact(text.AsSpan(dot + 1), "N", out var id))
        {
            return false;
        }

        (workspace, connection) = (new WorkspaceId(text[..dot]), new ConnectionId(id));
        return string.Equals(Of(workspace, connection), text, StringComparison.Ordinal);
    }
}
