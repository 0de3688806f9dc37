namespace TeamAccess.Protocol.Schema.Definitions;

/// <summary>A file of definitions.</summary>
/// <param name="Name">As messages name it.</param>
/// <param name="Utf8">One document, a list of documents, or a ListResponse of them.</param>
public sealed record SchemaFile(string Name, ReadOnlyMemory<byte> Utf8);
