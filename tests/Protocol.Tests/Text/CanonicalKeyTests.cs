using CsCheck;
using TeamAccess.Protocol.Text;

namespace TeamAccess.Protocol.Tests.Text;

public sealed class CanonicalKeyTests
{
    [Fact]
    public void SelfTest_ThisProcess_Passes() => Assert.Null(CanonicalKey.SelfTest());

    [Theory]
    [InlineData("", "")]
    [InlineData("BJensen@Example.COM", "bjensen@example.com")]
    [InlineData("STRASSE", "straße")]
    [InlineData("ΌΔΟΣ", "όδος")]
    [InlineData("ﬃ", "FFI")]
    [InlineData("Å", "Å")]
    public void Of_CaseAndFormVariants_AreEqual(string left, string right) =>
        Assert.Equal(CanonicalKey.Of(left), CanonicalKey.Of(right));

    [Theory]
    [InlineData("paypal", "pаypal")]
    [InlineData("i", "ı")]
    [InlineData("admin", "admin\u200b")]
    [InlineData("e", "é")]
    public void Of_LookAlikes_StayDifferent(string left, string right) =>
        Assert.NotEqual(CanonicalKey.Of(left), CanonicalKey.Of(right));

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("az")]
    [InlineData("lt")]
    public void Of_AnyCulture_SameKey(string culture)
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo(culture);

            Assert.Equal("title", CanonicalKey.Of("TITLE"));
            Assert.Null(CanonicalKey.SelfTest());
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Of_EveryCharacter_IsIdempotentAndBlindToCase()
    {
        for (var code = 0; code <= 0xFFFF; code++)
        {
            var text = ((char)code).ToString();
            var key = CanonicalKey.Of(text);

            Assert.Equal(key, CanonicalKey.Of(key));
            Assert.Equal(key, CanonicalKey.Of(text.ToUpperInvariant()));
            Assert.Equal(key, CanonicalKey.Of(text.ToLowerInvariant()));
        }
    }

    [Fact]
    public void Of_RandomText_IsIdempotentAndNeverThrows() =>
        Gen.String.Sample(text => CanonicalKey.Of(CanonicalKey.Of(text)) == CanonicalKey.Of(text), iter: 5_000);

    [Theory]
    [InlineData("a\u200Bb")]
    [InlineData("\u202Eabc")]
    [InlineData("\uFEFFabc")]
    [InlineData("a\u00ADb")]
    [InlineData("a\u0000")]
    [InlineData("a\nb")]
    [InlineData("a\u0085b")]
    [InlineData("a\u2028b")]
    [InlineData("a\uFFFE")]
    [InlineData("a\uFDD0")]
    [InlineData("\U000E0041")]
    [InlineData(" \u3000")]
    [InlineData("")]
    public void TextPolicy_InvisibleText_InvalidValue(string text) =>
        Assert.Equal("userName", TextPolicy.Check("userName", text)!.Attribute);

    [Fact]
    public void TextPolicy_HalfSurrogatePair_InvalidValue() => Assert.NotNull(TextPolicy.Check("userName", "a" + '\ud800'));

    [Theory]
    [InlineData("bjensen@example.com")]
    [InlineData("Zoë Ångström-O'Malley")]
    [InlineData("名前 😀")]
    public void TextPolicy_VisibleText_IsFine(string text) => Assert.Null(TextPolicy.Check("userName", text));
}
