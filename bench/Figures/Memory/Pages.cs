using System.Globalization;
using System.Text.Json;

namespace TeamAccess.Figures.Memory;

/// <summary>Whole lists, page by page (RFC 9865).</summary>
internal sealed class Pages(HttpClient http)
{
    /// <returns>How many resources there were.</returns>
    public async Task<long> ReadAllAsync(string endpoint, int size, string parameters = "")
    {
        var (cursor, read) = ("", 0L);
        while (true)
        {
            await using var stream = await http.GetStreamAsync(string.Create(
                CultureInfo.InvariantCulture, $"{endpoint}?count={size}&cursor={Uri.EscapeDataString(cursor)}{parameters}"));
            using var page = await JsonDocument.ParseAsync(stream);
            read += page.RootElement.GetProperty("Resources").GetArrayLength();
            if (!page.RootElement.TryGetProperty("nextCursor", out var next))
            {
                return read;
            }

            cursor = next.GetString()!;
        }
    }
}
