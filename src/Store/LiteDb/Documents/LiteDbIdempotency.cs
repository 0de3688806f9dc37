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

    public ValueTask RemoveOlderThanAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var range = new KeyRange("", RowKeys.At(before.AddTicks(-1)));
        foreach (var row in requests.Scan(Tables.ByCreated, range, limit).ToList())
        {
            requests.Delete(row.Text("_id"));
        }

        return ValueTask.CompletedTask;
    }
}
