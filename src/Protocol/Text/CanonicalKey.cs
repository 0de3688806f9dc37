using System.Text;

namespace TeamAccess.Protocol.Text;

/// <summary>
/// The one key under which names are compared, found and kept unique: NFKC and full case folding, whatever the culture.
/// Equal keys mean equal names; look-alikes of different scripts stay different.
/// </summary>
public static class CanonicalKey
{
    private static readonly (string Left, string Right, bool Equal)[] Vectors =
    [
        ("BJensen", "bjensen", true),
        ("k", "\u212A", true),            // Kelvin sign
        ("\u00E9", "e\u0301", true),      // e acute, composed and not
        ("\u00C9", "\u00E9", true),       // É and é
        ("a", "\uFF41", true),            // full-width a
        ("s", "\u017F", true),            // long s
        ("\u00DF", "\u1E9E", true),       // sharp s, small and capital
        ("\u00DF", "ss", true),           // sharp s folds to two letters
        ("\u03C3", "\u03C2", true),       // sigma and final sigma
        ("\u03A3", "\u03C2", true),       // capital sigma
        ("\uFB01", "fi", true),           // fi ligature
        ("\U00010400", "\U00010428", true), // beyond the BMP
        ("a", "\u0430", false),           // Cyrillic a
        ("i", "\u0131", false),           // dotless i
        ("I", "\u0131", false),
        ("ab", "a b", false),
    ];

    /// <summary>
    /// The key; idempotent. Never throws: lone surrogates and U+FFFE, which .NET will not normalize, become U+FFFD.
    /// </summary>
    public static string Of(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        var key = WellFormed.Of(text).Replace('\uFFFE', '\uFFFD');
        for (var round = 0; round < 4; round++)
        {
            var next = Fold(key.Normalize(NormalizationForm.FormKC)).Normalize(NormalizationForm.FormKC);
            if (next.Equals(key, StringComparison.Ordinal))
            {
                break;
            }

            key = next;
        }

        return key;
    }

    /// <summary>
    /// Whether this process folds as every other node must. It does not in globalization-invariant mode,
    /// which leaves out normalization without saying so.
    /// </summary>
    /// <returns>Null when all is well, otherwise what is wrong.</returns>
    public static string? SelfTest()
    {
        foreach (var (left, right, equal) in Vectors)
        {
            if (Of(left).Equals(Of(right), StringComparison.Ordinal) != equal)
            {
                return $"Text folds wrongly here: {Codes(left)} and {Codes(right)} must {(equal ? "" : "not ")}be the "
                    + "same name. Globalization-invariant mode must be off.";
            }
        }

        return null;
    }

    /// <summary>
    /// Upper then lower case gathers every case variant in one; sharp s is the one that also changes length.
    /// </summary>
    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var lower = Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune));
            if (lower.Value is 0xDF or 0x1E9E)
            {
                folded.Append("ss");
            }
            else
            {
                folded.Append(lower.ToString());
            }
        }

        return folded.ToString();
    }

    private static string Codes(string text) =>
        string.Join('+', text.EnumerateRunes().Select(rune => $"U+{rune.Value:X4}"));
}
