using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace TeamAccess.Scim.OAuth;

/// <summary>
/// The keys that issuers publish, by <c>kid</c>. Read again each hour, and for a <c>kid</c> that is not there; never
/// more often than every half minute. While the issuer cannot be reached, what was read last stays good.
/// </summary>
internal sealed partial class SigningKeys(KeyFetcher fetcher, TimeProvider clock, ILogger<SigningKeys> logger)
{
    private const int MaxIssuers = 1_000;
    private const int MaxKeys = 100;
    private const int MinRsaBits = 2048;

    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly Lock turn = new();
    private readonly Dictionary<Uri, KeySet> sets = [];

    /// <returns>Null when the issuer does not publish such a key, or cannot be reached and never could.</returns>
    public async ValueTask<SecurityKey?> FindAsync(Uri uri, string kid, CancellationToken cancellationToken)
    {
        Task<Dictionary<string, SecurityKey>> read;
        lock (turn)
        {
            var now = clock.GetUtcNow();
            var set = SetOf(uri, now);
            if (set.Keys.TryGetValue(kid, out var known) && now - set.Read < Fresh)
            {
                return known;
            }

            if (set.Running is null && now - set.Tried >= Pause)
            {
                set.Tried = now;
                set.Running = ReadAsync(uri, set);
            }

            if (set.Running is null)
            {
                return known;
            }

            read = set.Running;
        }

        // Whoever waits may go; the reading is for all.
        return (await read.WaitAsync(cancellationToken)).GetValueOrDefault(kid);
    }

    private KeySet SetOf(Uri uri, DateTimeOffset now)
    {
        if (!sets.TryGetValue(uri, out var set))
        {
            if (sets.Count >= MaxIssuers)
            {
                sets.Remove(sets.MinBy(entry => entry.Value.Used).Key);
            }

            sets[uri] = set = new KeySet();
        }

        set.Used = now;
        return set;
    }

    private async Task<Dictionary<string, SecurityKey>> ReadAsync(Uri uri, KeySet set)
    {
        await Task.Yield(); // out of the lock
        Dictionary<string, SecurityKey>? keys = null;
        try
        {
            keys = Parse(await fetcher.ReadAsync(uri));
        }
        catch (Exception exception) when (exception
            is HttpRequestException or OperationCanceledException or IOException or ArgumentException or JsonException
            or SecurityTokenException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            Log.NotRead(logger, uri.Host, exception.GetType().Name);
        }

        lock (turn)
        {
            if (keys is not null)
            {
                (set.Keys, set.Read) = (keys, clock.GetUtcNow());
            }

            set.Running = null;
            return set.Keys;
        }
    }

    private static Dictionary<string, SecurityKey> Parse(string json)
    {
        var found = new Dictionary<string, SecurityKey>(StringComparer.Ordinal);
        foreach (var key in new JsonWebKeySet(json).Keys.Take(MaxKeys))
        {
            if (key is { Kid.Length: > 0, Use: null or "" or "sig" }
                && (key.Kty == "EC" || (key.Kty == "RSA" && key.KeySize >= MinRsaBits)))
            {
                found.TryAdd(key.Kid, key);
            }
        }

        return found;
    }

    private sealed class KeySet
    {
        public Dictionary<string, SecurityKey> Keys { get; set; } = [];

        public DateTimeOffset Read { get; set; }

        public DateTimeOffset Tried { get; set; }

        public DateTimeOffset Used { get; set; }

        public Task<Dictionary<string, SecurityKey>>? Running { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(2012, LogLevel.Warning, "The signing keys at {Host} could not be read: {Trouble}")]
        public static partial void NotRead(ILogger logger, string host, string trouble);
    }
}
