using LiteDB;
using LiteDB.Engine;

namespace TeamAccess.Store.LiteDb.Engine;

/// <summary>
/// LiteDB as a unit of work sees it: on the thread that has opened its transaction, inside that transaction, and
/// watched. Transactions, checkpoints, settings and whole collections are not a unit's business.
/// </summary>
internal sealed class UnitEngine(ILiteEngine engine) : ILiteEngine
{
    private int thread;
    private readonly List<UnitReader> readers = [];
    private bool entered;
    private bool mayWrite;

    /// <summary>The unit has called something that changes pages.</summary>
    public bool Wrote { get; private set; }

    /// <summary>
    /// A call has thrown; LiteDB has rolled the transaction back, and further calls would run outside of it.
    /// </summary>
    public bool Broken { get; private set; }

    /// <summary>The first exception that only a failing engine throws.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Calls since <see cref="Enter"/>.</summary>
    public int Operations { get; private set; }

    /// <summary>Begins a unit.</summary>
    public void Enter(bool mayWrite)
    {
        (entered, this.mayWrite, thread) = (true, mayWrite, Environment.CurrentManagedThreadId);
        (Wrote, Broken, Operations) = (false, false, 0);
    }

    /// <summary>Ends a unit and closes what it left open, which would otherwise keep LiteDB's locks.</summary>
    public void Leave()
    {
        entered = false;
        foreach (var reader in readers)
        {
            reader.Dispose();
        }

        readers.Clear();
    }

    public IBsonDataReader Query(string collection, Query query)
    {
        if (query.Into is not null)
        {
            throw NotAllowed();
        }

        var reader = new UnitReader(Run(writes: query.ForUpdate, () => engine.Query(collection, query)), this);
        readers.Add(reader);
        return reader;
    }

    public int Insert(string collection, IEnumerable<BsonDocument> docs, BsonAutoId autoId)
    {
        var list = docs.ToList(); // what the sequence throws is the unit's, not LiteDB's
        return Run(writes: true, () => engine.Insert(collection, list, autoId), list.Count);
    }

    public int Update(string collection, IEnumerable<BsonDocument> docs)
    {
        var list = docs.ToList();
        return Run(writes: true, () => engine.Update(collection, list), list.Count);
    }

    public int UpdateMany(string collection, BsonExpression transform, BsonExpression predicate) =>
        Run(writes: true, () => engine.UpdateMany(collection, transform, predicate));

    public int Upsert(string collection, IEnumerable<BsonDocument> docs, BsonAutoId autoId)
    {
        var list = docs.ToList();
        return Run(writes: true, () => engine.Upsert(collection, list, autoId), list.Count);
    }

    public int Delete(string collection, IEnumerable<BsonValue> ids)
    {
        var list = ids.ToList();
        return Run(writes: true, () => engine.Delete(collection, list), list.Count);
    }

    public int DeleteMany(string collection, BsonExpression predicate) =>
        Run(writes: true, () => engine.DeleteMany(collection, predicate));

    public bool EnsureIndex(string collection, string name, BsonExpression expression, bool unique) =>
        Run(writes: true, () => engine.EnsureIndex(collection, name, expression, unique));

    public bool DropIndex(string collection, string name) => Run(writes: true, () => engine.DropIndex(collection, name));

    public BsonValue Pragma(string name) => Run(writes: false, () => engine.Pragma(name));

    public bool Pragma(string name, BsonValue value) => throw NotAllowed();

    public bool BeginTrans() => throw NotAllowed();

    public bool Commit() => throw NotAllowed();

    public bool Rollback() => throw NotAllowed();

    public int Checkpoint() => throw NotAllowed();

    public long Rebuild(RebuildOptions options) => throw NotAllowed();

    public bool DropCollection(string name) => throw NotAllowed();

    public bool RenameCollection(string name, string newName) => throw NotAllowed();

    public void Dispose()
    {
    }

    /// <summary>Makes a call for the unit, if it may, and takes note of how it ends.</summary>
    internal T Run<T>(bool writes, Func<T> call, int operations = 1)
    {
        RequireEntered(writes);
        Wrote |= writes;
        Operations += operations;
        try
        {
            return call();
        }
        catch (Exception e)
        {
            Broken = true;
            if (!ExpectedFailure.Is(e))
            {
                Fault ??= e;
            }

            throw;
        }
    }

    private void RequireEntered(bool writes)
    {
        if (!entered || thread != Environment.CurrentManagedThreadId)
        {
            throw new InvalidOperationException(
                "The database was used outside of its unit of work; materialize results before returning them.");
        }

        if (writes && !mayWrite)
        {
            throw new InvalidOperationException("A read may not write.");
        }

        if (Broken)
        {
            throw new InvalidOperationException("The unit went on after a call had failed and its transaction was gone.");
        }
    }

    private static InvalidOperationException NotAllowed() =>
        new("A unit of work may not do this: the engine thread owns transactions, settings and collections.");
}
