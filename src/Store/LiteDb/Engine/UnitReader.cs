using LiteDB;

namespace TeamAccess.Store.LiteDb.Engine;

/// <summary>A query's result inside a unit of work.</summary>
internal sealed class UnitReader(IBsonDataReader reader, UnitEngine unit) : IBsonDataReader
{
    public BsonValue this[string field] => reader[field];

    public string Collection => reader.Collection;

    public BsonValue Current => reader.Current;

    public bool HasValues => reader.HasValues;

    public bool Read() => unit.Run(writes: false, reader.Read, operations: 0);

    public void Dispose() => reader.Dispose();
}
