using System.Net;
using System.Net.Sockets;

namespace TeamAccess.Store.Tests.Postgres;

/// <summary>Stands between a store and its database, and cuts a connection when COMMIT goes by.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint database;
    private readonly CancellationTokenSource closing = new();
    private readonly List<Task> connections = [];
    private readonly Task accepting;
    private int cuts;

    public CuttingProxy(IPEndPoint database)
    {
        this.database = database;
        listener.Start();
        accepting = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Cuts => Volatile.Read(ref cuts);

    /// <summary>What to do with the next COMMIT.</summary>
    public CutAt Next { get; set; }

    /// <summary>After a cut, no connection is let through any more.</summary>
    public bool StaysCut { get; set; }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(connections);
        closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(closing.Token);
                if (StaysCut && Cuts > 0)
                {
                    client.Dispose();
                    continue;
                }

                connections.Add(Task.Run(() => CarryAsync(client)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(closing.Token);
            try
            {
                await server.ConnectAsync(database, ended.Token);
                var answers = AnswersAsync(server.GetStream(), client.GetStream(), ended.Token);
                await RequestsAsync(client.GetStream(), server.GetStream(), ended, answers);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
            }
        }
    }

    private async Task RequestsAsync(
        NetworkStream client, NetworkStream server, CancellationTokenSource ended, Task answers)
    {
        var buffer = new byte[64 * 1024];
        int length;
        while ((length = await client.ReadAsync(buffer, ended.Token)) > 0)
        {
            var cut = Next;
            if (cut == CutAt.Nothing || buffer.AsSpan(0, length).IndexOf("COMMIT\0"u8) < 0)
            {
                await server.WriteAsync(buffer.AsMemory(0, length), ended.Token);
                continue;
            }

            Next = CutAt.Nothing;
            Interlocked.Increment(ref cuts);
            await ended.CancelAsync();
            try
            {
                await answers;
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
            }

            if (cut == CutAt.Answer)
            {
                // The database has committed when it answers; nobody hears it.
                await server.WriteAsync(buffer.AsMemory(0, length), closing.Token);
                await server.ReadExactlyAsync(buffer.AsMemory(0, 1), closing.Token);
            }

            return;
        }
    }

    private static async Task AnswersAsync(NetworkStream server, NetworkStream client, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        int length;
        while ((length = await server.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await client.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
        }

        client.Socket.Shutdown(SocketShutdown.Both);
    }
}

internal enum CutAt
{
    Nothing,

    /// <summary>The database never gets it.</summary>
    Request,

    /// <summary>The database carries it out; its answer is lost.</summary>
    Answer,
}
