using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TeamAccess.TestKit.Postgres;

/// <summary>
/// Stands between a store and its database. While it is silent, what either side sends vanishes and nobody is told, as
/// where a network is cut; a connection that has lost bytes so ends when the silence does.
/// </summary>
public sealed class SilentProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint database;
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentBag<Task> connections = [];
    private readonly Task accepting;
    private volatile CancellationTokenSource silence = new();
    private volatile bool isSilent;

    public SilentProxy(IPEndPoint database)
    {
        this.database = database;
        listener.Start();
        accepting = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public bool IsSilent
    {
        get => isSilent;
        set
        {
            isSilent = value;
            if (!value)
            {
                var ended = silence;
                silence = new CancellationTokenSource();
                ended.Cancel();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);
        listener.Stop();
        await accepting.ConfigureAwait(false);
        await Task.WhenAll(connections).ConfigureAwait(false);
        silence.Dispose();
        closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(closing.Token).ConfigureAwait(false);
                connections.Add(Task.Run(() => CarryAsync(client)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
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
                await server.ConnectAsync(database, ended.Token).ConfigureAwait(false);
                await Task.WhenAny(
                    PassAsync(client.GetStream(), server.GetStream(), ended.Token),
                    PassAsync(server.GetStream(), client.GetStream(), ended.Token)).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
            }

            await ended.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, CancellationToken cancellationToken)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            int length;
            while ((length = await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                var current = silence;
                if (isSilent)
                {
                    await Task.Delay(Timeout.Infinite, current.Token).WaitAsync(cancellationToken).ConfigureAwait(false);
                }

                await to.WriteAsync(buffer.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
        }
    }
}
