using System.Net;
using System.Net.Sockets;

namespace TeamAccess.TestKit.Processes;

/// <summary>
/// Loopback ports for servers that are about to start. Below those that the system hands out to whoever connects to
/// something: one of these could be gone again before the server has it, on a machine where many tests run at once.
/// </summary>
internal static class FreePorts
{
    private const int First = 10_000;
    private const int End = 32_000;

    private static readonly Lock Turn = new();
    private static int next = Random.Shared.Next(First, End); // so that test runs beside each other begin elsewhere

    public static int Take()
    {
        lock (Turn)
        {
            for (var tries = 0; tries < End - First; tries++)
            {
                next = next + 1 < End ? next + 1 : First;
                if (IsFree(next))
                {
                    return next;
                }
            }
        }

        throw new InvalidOperationException("There is no free port here.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
