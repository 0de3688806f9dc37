namespace TeamAccess.Protocol.Schema;

/// <summary>A schema that a resource type may carry beside its own (RFC 7643 §6, <c>schemaExtensions</c>).</summary>
public sealed record SchemaExtension(SchemaDefinition Schema, bool Required);
