using LiteDB;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.LiteDb.Documents;

internal sealed class LiteDbIdempotency(ILiteDatabase database) : IIdempotencyWriter
{
    private readonly Table requests = new(database, Tables.Requests);

    public ValueTask<IdempotencyRecord?> FindAsync(string key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(requests.Find(RequestDocument.KeyOf(key)) is { } row ? RequestDocument.Read(row) : null);

    public ValueTask AddAsync(IdempotencyRecord record, CancellationToken cancellationToken)
    {
        requests.Insert(RequestDocument.Of(record));
        return ValueTask.CompletedTask;
    }

    public ValueTask<int> RemoveOlderThanAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var range = new KeyRange("", RowKeys.At(before.AddTicks(-1)));
        var old = requests.Scan(Tables.ByCreated, range, limit).ToList();
        old.ForEach(row => requests.Delete(row.Text("_id")));
        return ValueTask.FromResult(old.Count);
    }
}
