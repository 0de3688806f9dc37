using TeamAccess.Domain.Resources;

namespace TeamAccess.Domain.Storage.Snapshots;

/// <summary>A unique value and who holds it, as it is stored: by hashes, since values may be longer than a key may.</summary>
/// <param name="Attribute"><see cref="UniqueValue.AttributeHash"/>.</param>
/// <param name="Key"><see cref="UniqueValue.KeyHash"/>.</param>
public sealed record HeldValue(WorkspaceId Workspace, string Attribute, string Key, Guid Holder);
