using System.Globalization;

namespace TeamAccess.Scim.Tests.Host;

/// <summary>Names that no other test of the run uses, and none of which begins another.</summary>
public static class Unique
{
    private static int count;

    public static string Name() => string.Create(CultureInfo.InvariantCulture, $"n{Interlocked.Increment(ref count):D6}x");
}
