using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using TeamAccess.Domain;
using TeamAccess.Domain.Audit.Checkpoints;

namespace TeamAccess.Server.Retention;

/// <summary>A checkpoint as a line of JSON (JSON Lines). Only <c>jws</c> is signed; the rest is to find it by.</summary>
internal static class CheckpointLine
{
    /// <summary>In bytes; a longer line is none of ours.</summary>
    public const int MaxLength = 4096;

    public static byte[] Write(SignedCheckpoint checkpoint)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("workspace", checkpoint.Workspace.Value);
            json.WriteString("purpose", checkpoint.Purpose == CheckpointPurpose.Anchor ? "anchor" : "head");
            json.WriteNumber("sequence", checkpoint.Sequence);
            json.WriteString("jws", checkpoint.Jws);
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    /// <returns>False for a line that is damaged or something else.</returns>
    public static bool TryRead(ReadOnlySpan<byte> line, [NotNullWhen(true)] out SignedCheckpoint? checkpoint)
    {
        checkpoint = null;
        try
        {
            using var json = JsonDocument.Parse(Encoding.UTF8.GetString(line));
            var root = json.RootElement;
            checkpoint = new SignedCheckpoint(
                new WorkspaceId(root.GetProperty("workspace").GetString() ?? ""),
                root.GetProperty("purpose").GetString() == "anchor" ? CheckpointPurpose.Anchor : CheckpointPurpose.Head,
                root.GetProperty("sequence").GetInt64(),
                root.GetProperty("jws").GetString() ?? "");
            return true;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }
}
