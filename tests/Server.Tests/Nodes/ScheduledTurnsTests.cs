using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace TeamAccess.Server.Tests.Nodes;

/// <summary>
/// Scheduled work of two server processes on one database: one does it, the other takes it over when the first stands
/// still, and nothing is done twice. Checkpoints show it: each signature is another, so one that was made twice is seen.
/// </summary>
public sealed class ScheduledTurnsTests : IDisposable
{
    private const int Seconds = 5;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("teamaccess-");
    private int names;

    private static int Turns => TwoNodes.InFull ? 20 : 1;

    [Fact]
    public async Task Checkpoints_OfTwoServers_AreMadeOnce_AlsoWhenTheOneThatMakesThemStandsStill()
    {
        await using var nodes = await TwoNodes.StartAsync(null, node =>
        [
            ("TEAMACCESS_LEASE_SECONDS", Seconds.ToString(CultureInfo.InvariantCulture)),
            ("TEAMACCESS_AUDIT_CHECKPOINT_MINUTES", "0.02"),
            ("TEAMACCESS_AUDIT_CHECKPOINTS", FileOf(node)),
        ]);
        await using var database = new NpgsqlConnection(nodes.Database + ";Pooling=false");
        await database.OpenAsync();

        for (var turn = 0; turn < Turns; turn++)
        {
            var lease = await LeaseAsync(database, other: null);
            var (works, waits) = lease.IsOf(nodes.A) ? (nodes.A, nodes.B) : (nodes.B, nodes.A);
            var (file, idle) = lease.IsOf(nodes.A) ? (FileOf("a"), FileOf("b")) : (FileOf("b"), FileOf("a"));
            var before = Read(idle);
            await ChangeAsync(database, waits, file, times: 3);
            Assert.Equal(before, Read(idle));

            await works.Process.SignalAsync("STOP");
            var stopped = Read(file);
            var taken = await LeaseAsync(database, other: lease);
            Assert.True(taken.IsOf(waits), "Neither of the two has it.");
            Assert.True(
                taken.Expires - TimeSpan.FromSeconds(Seconds) >= lease.Expires, "It was taken before it had ended.");
            await ChangeAsync(database, waits, idle, times: 3);

            // The one that wakes up finds something to do, and may not.
            await waits.Scim.CreateUserAsync(NewName());
            await works.Process.SignalAsync("CONT");
            await LostAsync(works, 1 + turn / 2);
            await ChangeAsync(database, waits, idle, times: 3);
            Assert.Equal(stopped, Read(file));
        }

        await AssertMadeOnceAsync(database);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private string FileOf(string node) => Path.Combine(folder.FullName, node + ".jsonl");

    private string NewName() => string.Create(CultureInfo.InvariantCulture, $"turn{++names}");

    /// <summary>Changes the workspace, and waits for the checkpoint of that in one of the files.</summary>
    private async Task ChangeAsync(NpgsqlConnection database, Node node, string file, int times)
    {
        for (var time = 0; time < times; time++)
        {
            await node.Scim.CreateUserAsync(NewName());
            var head = await ScalarAsync<long>(database, "SELECT audit_sequence FROM heads WHERE workspace = 'demo'");
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            while (Read(file).LastOrDefault().Sequence < head)
            {
                await Task.Delay(50, limit.Token);
            }
        }
    }

    /// <param name="other">The one that is waited for to end, whose end is brought up to date; null for any.</param>
    private static async Task<Lease> LeaseAsync(NpgsqlConnection database, Lease? other)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            await using (var command = new NpgsqlCommand(
                "SELECT holder, token, expires FROM leases WHERE name = 'scheduled-work'", database))
            await using (var rows = await command.ExecuteReaderAsync(limit.Token))
            {
                if (await rows.ReadAsync(limit.Token))
                {
                    var found = new Lease(rows.GetString(0), rows.GetInt64(1), rows.GetDateTime(2));
                    if (found.Token != other?.Token)
                    {
                        return found;
                    }

                    other.Expires = found.Expires;
                }
            }

            await Task.Delay(20, limit.Token);
        }
    }

    private static async Task LostAsync(Node node, int times)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (node.Process.Errors.Count(line => line.Contains("Another node does the scheduled work now", StringComparison.Ordinal)) < times)
        {
            await Task.Delay(20, limit.Token);
        }
    }

    /// <summary>
    /// One signature for each sequence, in the database and in both files. Both files have none but the newest of the time
    /// when the work changed hands, which the successor finds made and not yet written down on its side.
    /// </summary>
    private async Task AssertMadeOnceAsync(NpgsqlConnection database)
    {
        var (a, b) = (Read(FileOf("a")), Read(FileOf("b")));
        foreach (var file in (List<(long Sequence, string Jws)>[])[a, b])
        {
            Assert.Equal(file.Select(line => line.Sequence).Distinct().Order(), file.Select(line => line.Sequence));
        }

        var kept = new List<(long Sequence, string Jws)>();
        await using var command = new NpgsqlCommand(
            "SELECT sequence, jws FROM checkpoints WHERE workspace = 'demo' ORDER BY sequence", database);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            kept.Add((rows.GetInt64(0), rows.GetString(1)));
        }

        // The database has the newest of them only, which the run in full outgrows.
        Assert.Equal(
            kept, a.Concat(b).Distinct().Where(line => line.Sequence >= kept[0].Sequence).OrderBy(line => line.Sequence));
        Assert.InRange(a.Intersect(b).Count(), 0, Turns);
    }

    private static List<(long Sequence, string Jws)> Read(string file) => !File.Exists(file)
        ? []
        : File.ReadAllText(file).Split('\n').SkipLast(1)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Select(line => (line.GetProperty("sequence").GetInt64(), line.GetProperty("jws").GetString()!))
            .ToList();

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection database, string sql)
    {
        await using var command = new NpgsqlCommand(sql, database);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private sealed record Lease(string Holder, long Token, DateTime Until)
    {
        public DateTime Expires { get; set; } = Until;

        public bool IsOf(Node node) => Holder.Split('/')[1] == node.Process.Id.ToString(CultureInfo.InvariantCulture);
    }
}
