using Npgsql;

namespace TeamAccess.Server.Tests.Nodes;

/// <summary>The demo's workspace in the hands of a strange session, so that each change of it waits in the database.</summary>
internal sealed class HeldWorkspace : IAsyncDisposable
{
    private readonly NpgsqlConnection holder;

    private HeldWorkspace(NpgsqlConnection holder) => this.holder = holder;

    public static async Task<HeldWorkspace> TakeAsync(string database)
    {
        var holder = new NpgsqlConnection(database + ";Pooling=false");
        await holder.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT pg_advisory_lock(hashtextextended(current_schema() || '/demo', 0))", holder);
        await command.ExecuteNonQueryAsync();
        return new HeldWorkspace(holder);
    }

    /// <summary>How many sessions wait for it, or for anything of the kind.</summary>
    public async Task<long> WaitingAsync()
    {
        await using var command = new NpgsqlCommand(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted", holder);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Lets go of it.</summary>
    public ValueTask DisposeAsync() => holder.DisposeAsync();
}
