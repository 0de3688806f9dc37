using Grpc.Core;
using TeamAccess.Admin.Tests.Host;

namespace TeamAccess.Admin.Tests;

public sealed class HealthAndReflectionTests(AdminHost host) : IClassFixture<AdminHost>
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    [Theory]
    [InlineData("")]
    [InlineData("teamaccess.admin.v1.MemberService")]
    public async Task Health_NoToken_TellsReadiness(string service)
    {
        byte[] name = System.Text.Encoding.ASCII.GetBytes(service);
        byte[] request = name.Length == 0 ? [] : [0x0A, (byte)name.Length, .. name];
        var check = new Method<byte[], byte[]>(MethodType.Unary, "grpc.health.v1.Health", "Check", Bytes, Bytes);

        var ready = await host.Channel.CreateCallInvoker().AsyncUnaryCall(check, null, default, request);
        host.Store.Trouble = new InvalidOperationException();
        var notReady = await host.Channel.CreateCallInvoker().AsyncUnaryCall(check, null, default, request);
        host.Store.Trouble = null;

        Assert.Equal([0x08, 0x01], ready);
        Assert.Equal([0x08, 0x02], notReady);
    }

    [Fact]
    public async Task Reflection_NoToken_ListsTheServices()
    {
        var info = new Method<byte[], byte[]>(
            MethodType.DuplexStreaming,
            "grpc.reflection.v1alpha.ServerReflection",
            "ServerReflectionInfo",
            Bytes,
            Bytes);
        using var call = host.Channel.CreateCallInvoker().AsyncDuplexStreamingCall(info, null, default);

        await call.RequestStream.WriteAsync([0x3A, 0x01, (byte)'*']);
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        var answer = System.Text.Encoding.ASCII.GetString(call.ResponseStream.Current);
        await call.RequestStream.CompleteAsync();

        Assert.All(Contract.ServiceNames, name => Assert.Contains(name, answer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task PlainHttp_NoToken_401()
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(host.Address, "/teamaccess.admin.v1.MemberService/ListMembers"))
        {
            Version = new Version(2, 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using var response = await client.SendAsync(request);

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, response.StatusCode);
    }
}
