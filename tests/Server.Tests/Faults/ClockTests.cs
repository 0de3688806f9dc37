using System.Net;
using Google.Protobuf.WellKnownTypes;
using TeamAccess.Admin.V1;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests.Faults;

/// <summary>A machine whose clock is set, forth while the server runs and back between two runs.</summary>
public sealed class ClockTests
{
    [Fact]
    public async Task Clock_JumpsForthAndBack_KeysExpireAndTheLogKeepsItsOrder()
    {
        var offset = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(offset, "+0");
            await using var server = await ServerProcess.StartDemoAsync(
                ("LD_PRELOAD", FakeTime()), ("FAKETIME_TIMESTAMP_FILE", offset), ("FAKETIME_NO_CACHE", "1"));
            var ledger = new Ledger();
            using var client = server.CreateScimClient();
            using var channel = server.CreateChannel();
            var key = await new ApiKeyService.ApiKeyServiceClient(channel).CreateApiKeyAsync(
                new CreateApiKeyRequest
                {
                    DisplayName = "an hour",
                    ExpireTime = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow().AddHours(1)),
                },
                server.OwnerHeaders);

            Assert.NotEqual(AccessReason.KeyExpired, await ReasonAsync());
            await File.WriteAllTextAsync(offset, "+7200");
            Assert.Equal(AccessReason.KeyExpired, await ReasonAsync());
            Assert.Equal(HttpStatusCode.Created, (await ledger.CreateAsync(client)).StatusCode);

            Assert.Equal(0, await server.TerminateAsync());
            await File.WriteAllTextAsync(offset, "-2592000");
            await server.RestartAsync();
            Assert.Equal(HttpStatusCode.Created, (await ledger.CreateAsync(client)).StatusCode);
            await ledger.AssertHoldsAsync(server);

            var log = await new AuditService.AuditServiceClient(channel).QueryAuditEventsAsync(
                new QueryAuditEventsRequest(), server.OwnerHeaders);
            var sequences = log.AuditEvents.Select(entry => entry.Sequence).ToList();
            Assert.Equal(sequences.Order(), sequences);
            Assert.True(log.AuditEvents[^1].Time < log.AuditEvents[0].Time, "The newest event should carry the oldest time.");

            async Task<AccessReason> ReasonAsync() => (await new AccessService.AccessServiceClient(channel).CheckAsync(
                new CheckRequest { ApiKeyToken = key.Token, Permission = "resources.use" }, server.OwnerHeaders)).Reason;
        }
        finally
        {
            File.Delete(offset);
        }
    }

    // Either layout of Debian's package; where it is missing, saying so is better than passing.
    private static string FakeTime() =>
        Directory.EnumerateDirectories("/usr/lib").Append("/usr/lib")
            .Select(directory => Path.Combine(directory, "faketime", "libfaketimeMT.so.1"))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("This test needs libfaketime (apt-get install libfaketime).");
}
