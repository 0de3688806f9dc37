using System.Security.Cryptography;
using System.Text;

namespace TeamAccess.Scim.OAuth;

/// <summary>
/// Remembers the <c>jti</c> of assertions that were taken until they expire, so that none is taken twice. In memory: a
/// restart forgets them, and what is then taken again gets no more than it got before.
/// </summary>
internal sealed class UsedAssertions(TimeProvider clock)
{
    private const int Max = 100_000;

    private readonly Lock turn = new();
    private readonly Dictionary<string, DateTimeOffset> used = new(StringComparer.Ordinal);

    /// <returns>False when it was used before, or when there is no room to remember it.</returns>
    public bool TryUse(Guid federation, string jti, DateTimeOffset until)
    {
        var key = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{federation:N}/{jti}")));
        var now = clock.GetUtcNow();
        lock (turn)
        {
            if (used.TryGetValue(key, out var end) && end > now)
            {
                return false;
            }

            if (used.Count >= Max)
            {
                foreach (var ended in used.Where(entry => entry.Value <= now).Select(entry => entry.Key).ToList())
                {
                    used.Remove(ended);
                }

                if (used.Count >= Max)
                {
                    return false;
                }
            }

            used[key] = until;
            return true;
        }
    }
}
