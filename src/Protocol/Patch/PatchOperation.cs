using System.Text.Json.Nodes;
using TeamAccess.Protocol.Paths;

namespace TeamAccess.Protocol.Patch;

/// <summary>One operation as it was sent, its path parsed but not yet looked up.</summary>
/// <param name="Position">From 0, for messages.</param>
/// <param name="Path">Null for an operation on the resource itself.</param>
/// <param name="RawPath">The path's text; null without one. May also be the URN of an extension alone.</param>
/// <param name="Value">Null when absent or JSON null; <paramref name="HasValue"/> tells which.</param>
internal sealed record PatchOperation(
    int Position, PatchOperationType Type, PatchPath? Path, string? RawPath, JsonNode? Value, bool HasValue);
