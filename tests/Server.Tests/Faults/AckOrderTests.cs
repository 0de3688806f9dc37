using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests.Faults;

/// <summary>The server says that a person was created only after the disk has said that the log is flushed.</summary>
public sealed class AckOrderTests
{
    private static readonly string[] Good =
    [
        """7 recvfrom(5<socket:[1]>, "POST /scim/v2/Users HTTP/1.1\r\nHost"..., 4096, 0, NULL, NULL) = 300""",
        """9 pwrite64(3</d/teamaccess.log>, "\0\0"..., 8216, 8192) = 8216""",
        """9 fdatasync(3</d/teamaccess.log> <unfinished ...>""",
        """7 recvfrom(6<socket:[2]>,  <unfinished ...>""",
        """9 <... fdatasync resumed>) = 0""",
        """7 <... recvfrom resumed>"POST /scim/v2/Users HTTP/1.1\r\nHost"..., 4096, 0, NULL, NULL) = 300""",
        """9 pwrite64(3</d/teamaccess.log>, "\0\0"..., 8216, 16408) = 8216""",
        """8 sendto(5<socket:[1]>, "HTTP/1.1 201 Created\r\n"..., 700, 0, NULL, 0) = 700""",
        """9 fdatasync(3</d/teamaccess.log>) = 0""",
        """8 sendto(6<socket:[2]>, "HTTP/1.1 201 Created\r\n"..., 700, 0, NULL, 0) = 700""",
    ];

    [Fact]
    public async Task Create_EachAnswer_LeavesAfterAFlushThatBeganAfterItsWrite()
    {
        await using var server = await ServerProcess.StartDemoAsync(("TEAMACCESS_SCIM_RATE", "0"));
        var ledger = new Ledger();
        using var client = server.CreateScimClient();
        (await ledger.CreateAsync(client)).Dispose();
        var (alone, together) = Ledger.Long ? (500, 2000) : (10, 40);
        await using var trace = await Strace.AttachAsync(server.Id, AckOrder.Arguments);

        for (var i = 0; i < alone; i++)
        {
            (await ledger.CreateAsync(client)).Dispose();
        }

        await Parallel.ForAsync(0, together, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, cancel) =>
            (await ledger.CreateAsync(client, cancel)).Dispose());

        var order = AckOrder.Of(await trace.StopAsync());
        Assert.Empty(order.Violations);
        Assert.Equal(alone + together, order.Answers);
    }

    [Fact]
    public void Order_Kept_IsAccepted()
    {
        var order = AckOrder.Of(Good);

        Assert.Empty(order.Violations);
        Assert.Equal(2, order.Answers);
    }

    /// <summary>The second answer without its flush, with it afterwards, with one that failed, or before it had ended.</summary>
    [Theory]
    [InlineData("8 sendto(9<socket:[9]>, \"other\"..., 700, 0, NULL, 0) = 700")]
    [InlineData("9 fdatasync(3</d/teamaccess.log>) = -1 EIO (Input/output error)")]
    [InlineData("9 fdatasync(3</d/teamaccess.log> <unfinished ...>")]
    [InlineData("9 fdatasync(4</d/teamaccess.db>) = 0")]
    public void Order_Broken_IsNoticed(string insteadOfTheFlush)
    {
        string[] bad = [.. Good];
        bad[8] = insteadOfTheFlush;

        Assert.Single(AckOrder.Of(bad).Violations);
    }
}
