using System.Net;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Network;
using TeamAccess.Domain.Webhooks;

namespace TeamAccess.Domain.Tests.Webhooks;

public sealed class RuleTests
{
    private static readonly WebhookPolicy Public = new();
    private static readonly WebhookPolicy Private = new() { PrivateAddresses = true };

    [Theory]
    [InlineData("https://hooks.example.com", true, true)]
    [InlineData("https://hooks.example.com:8443/a/b?c=d", true, true)]
    [InlineData("https://203.0.113.7/x", true, true)]
    [InlineData("https://[2606:4700::1]/x", true, true)]
    [InlineData("https://10.0.0.1/", false, true)]
    [InlineData("https://[::1]/", false, true)]
    [InlineData("https://[::ffff:10.0.0.1]/", false, true)]
    [InlineData("https://localhost/", false, true)]
    [InlineData("https://2130706433/", false, true)]
    [InlineData("https://0x7f.1/", false, true)]
    [InlineData("http://127.0.0.1:9000/", false, true)]
    [InlineData("http://localhost:9000/", false, true)]
    [InlineData("http://hooks.example.com/", false, false)]
    [InlineData("http://10.0.0.1/", false, false)]
    [InlineData("https://user@hooks.example.com/", false, false)]
    [InlineData("https://user:secret@hooks.example.com/", false, false)]
    [InlineData("https://hooks.example.com/#x", false, false)]
    [InlineData("https://hooks.example.com/a b", false, false)]
    [InlineData(" https://hooks.example.com/", false, false)]
    [InlineData("https:///x", false, false)]
    [InlineData("//hooks.example.com/", false, false)]
    [InlineData("file:///etc/passwd", false, false)]
    [InlineData("gopher://hooks.example.com/", false, false)]
    [InlineData("hooks.example.com", false, false)]
    [InlineData("", false, false)]
    public void Url_IsAllowedOrNot(string url, bool here, bool wherePrivateIsAllowed)
    {
        Assert.Equal(here, WebhookRules.CheckUrl(url, Public) is null);
        Assert.Equal(wherePrivateIsAllowed, WebhookRules.CheckUrl(url, Private) is null);
    }

    [Fact]
    public void Url_TooLong_IsRefused()
    {
        var url = "https://hooks.example.com/".PadRight(WebhookRules.MaxUrl, 'x');

        Assert.Null(WebhookRules.CheckUrl(url, Public));
        Assert.NotNull(WebhookRules.CheckUrl(url + "x", Public));
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("100.63.255.255", true)]
    [InlineData("100.128.0.0", true)]
    [InlineData("172.15.0.1", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("0.1.2.3", false)]
    [InlineData("10.255.255.255", false)]
    [InlineData("100.64.0.0", false)]
    [InlineData("100.127.255.255", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.255.254", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.0.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:100.64.0.1", false)]
    [InlineData("::ffff:0.0.0.0", false)]
    [InlineData("::10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::1", false)]
    [InlineData("2001:0:a00:1::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fdff::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("ff02::1", false)]
    public void Address_IsPublicOrNot(string address, bool isPublic) =>
        Assert.Equal(isPublic, PublicAddresses.Contain(IPAddress.Parse(address)));

    [Fact]
    public void Types_AskedFor_MatchExactlyOrByPrefix()
    {
        Assert.True(EventTypes.Match([], "member.created"));
        Assert.True(EventTypes.Match(["member.created"], "member.created"));
        Assert.True(EventTypes.Match(["group.created", "member.*"], "member.created"));
        Assert.False(EventTypes.Match(["member.create"], "member.created"));
        Assert.False(EventTypes.Match(["mem*"], "member.created"));
        Assert.False(EventTypes.Match(["Member.*"], "member.created"));
        Assert.False(EventTypes.Match(["member.*"], "members.created"));
        Assert.False(EventTypes.Match(["member.*"], "member"));
    }

    [Fact]
    public void Types_OfTheLog_AreKnown_AndOthersAreNot()
    {
        Assert.All(AuditActions.All, action => Assert.True(EventTypes.IsKnown(action)));
        Assert.True(EventTypes.IsKnown("connection.*"));
        Assert.All(
            ["*", ".*", "nothing.*", "member", "member.", "", "teamaccess.test"],
            wanted => Assert.False(EventTypes.IsKnown(wanted), wanted));
        Assert.Contains(AuditActions.WebhookPaused, AuditActions.All);
    }
}
