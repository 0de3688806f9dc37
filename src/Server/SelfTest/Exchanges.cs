using System.Reflection;

namespace TeamAccess.Server.SelfTest;

/// <summary>The recorded exchanges of identity providers that the server brings, by provider.</summary>
internal static class Exchanges
{
    private const string Prefix = "exchanges/";

    private static readonly Assembly Home = typeof(Exchanges).Assembly;

    private static readonly Lazy<ILookup<string, string>> Names = new(() => Home.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .ToLookup(name => name.Split('/')[1], StringComparer.Ordinal));

    public static IReadOnlyList<string> Providers => Names.Value.Select(names => names.Key).Order(StringComparer.Ordinal).ToList();

    public static IEnumerable<Exchange> Of(string provider)
    {
        foreach (var name in Names.Value[provider])
        {
            using var json = Home.GetManifestResourceStream(name)!;
            yield return Exchange.Read(json);
        }
    }
}
