using static TeamAccess.Protocol.Schema.AttributeTable;

namespace TeamAccess.Protocol.Schema;

/// <summary>
/// The Group schema: RFC 7643 §4.2. <c>displayName</c> is required there (§8.7.1 prints otherwise) and unique here;
/// <c>members.value</c> is required, since a member without it is nobody; <c>members.display</c> is the server's own
/// and therefore read-only.
/// </summary>
internal static class GroupSchema
{
    internal static readonly SchemaDefinition Definition = new(SchemaUris.Group, "Group", "A group of members.",
    [
        Plain("displayName", "Name of the group; unique in the workspace ignoring case.")
            with { Required = true, Uniqueness = AttributeUniqueness.Server },
        List("members", "Who belongs to the group.",
            Plain("value", "Identifier of the member.") with { Required = true, Mutability = Mutability.Immutable },
            Reference("$ref", "Address of the member.", "User", "Group") with { Mutability = Mutability.Immutable },
            ReadOnlyPlain("display", "Name of the member."),
            Plain("type", "Resource type of the member.", "User", "Group") with { Mutability = Mutability.Immutable }),
    ]);
}
