using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Net.Client;
using TeamAccess.Admin.V1;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests;

public sealed class TlsTests
{
    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Certificate_Configured_BothPortsSpeakTlsOnly(SslProtocols protocol)
    {
        var folder = Directory.CreateTempSubdirectory("teamaccess-tls-");
        try
        {
            var (certificate, key) = WriteCertificate(folder.FullName);
            var data = Directory.CreateTempSubdirectory("teamaccess-").FullName;
            await using var server = ServerProcess.Launch(
                data, ["--demo", "--tls-certificate", certificate, "--tls-key", key]);
            var firstRun = await server.ReadFirstRunAsync();
            using var trusting = new HttpClient(HandlerFor(protocol));
            trusting.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", firstRun.ScimToken);
            using var channel = GrpcChannel.ForAddress(
                firstRun.GrpcAddress, new GrpcChannelOptions { HttpHandler = HandlerFor(protocol), DisposeHttpClient = true });

            using var users = await trusting.GetAsync(new Uri(firstRun.ScimBaseUrl + "/Users"));
            var members = await new MemberService.MemberServiceClient(channel).ListMembersAsync(
                new ListMembersRequest(), ServerProcess.Headers(firstRun.OwnerToken));

            Assert.StartsWith("https://", firstRun.ScimBaseUrl, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, users.StatusCode);
            Assert.Single(members.Members);
            await Assert.ThrowsAnyAsync<HttpRequestException>(
                () => trusting.GetAsync(new Uri(firstRun.ScimBaseUrl.Replace("https", "http", StringComparison.Ordinal) + "/Users")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static SocketsHttpHandler HandlerFor(SslProtocols protocol) => new()
    {
        SslOptions =
        {
            EnabledSslProtocols = protocol,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=127.0.0.1",
        },
    };

    private static (string Certificate, string Key) WriteCertificate(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddHours(1));
        var files = (Path.Combine(folder, "certificate.pem"), Path.Combine(folder, "key.pem"));
        File.WriteAllText(files.Item1, certificate.ExportCertificatePem());
        File.WriteAllText(files.Item2, key.ExportPkcs8PrivateKeyPem());
        return files;
    }
}
