using System.Text;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Limits;

public sealed class BodyLimitTests(ScimHost host) : IClassFixture<ScimHost>
{
    private const int Limit = 1024 * 1024;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_BodyAsLargeAsAllowed_IsRead(bool chunked)
    {
        var answer = await SendAsync(Limit, chunked);

        answer.ShouldBe(201);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_BodyOneByteLarger_Answers413(bool chunked)
    {
        var answer = await SendAsync(Limit + 1, chunked);

        answer.ShouldBeError(413);
    }

    [Fact]
    public async Task Post_WithoutTokenAndMuchToSay_Answers401Unread()
    {
        var (status, _) = await RawHttp.SendAsync(
            host.Address,
            $"POST /scim/v2/Users HTTP/1.1\r\nHost: {host.Address.Authority}\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nContent-Length: 900000\r\n\r\n");

        Assert.Equal(401, status);
    }

    [Fact]
    public async Task Post_AnnouncedTooLarge_Answers413BeforeReading()
    {
        var (status, text) = await RawHttp.SendAsync(
            host.Address,
            $"POST /scim/v2/Users HTTP/1.1\r\nHost: {host.Address.Authority}\r\nConnection: close\r\n"
            + $"Authorization: Bearer {host.One.Token}\r\nContent-Type: application/json\r\nContent-Length: 29000000\r\n\r\n");

        Assert.Equal(413, status);
        Assert.Contains("urn:ietf:params:scim:api:messages:2.0:Error", text, StringComparison.Ordinal);
    }

    private Task<ScimAnswer> SendAsync(int size, bool chunked)
    {
        var start = $$"""{"userName":"{{host.NewName()}}","unknown":""" + "\"";
        var body = Encoding.UTF8.GetBytes(start + new string('x', size - start.Length - 2) + "\"}");
        Assert.Equal(size, body.Length);
        return host.Client.SendContentAsync("POST", "/Users", chunked ? new ChunkedContent(body) : new ByteArrayContent(body));
    }

    private sealed class ChunkedContent(byte[] body) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            for (var i = 0; i < body.Length; i += 10_000)
            {
                await stream.WriteAsync(body.AsMemory(i, Math.Min(10_000, body.Length - i)));
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
