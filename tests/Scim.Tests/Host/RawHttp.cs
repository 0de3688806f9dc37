using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace TeamAccess.Scim.Tests.Host;

/// <summary>Sends bytes as they are, where an HTTP client would tidy them up.</summary>
internal static class RawHttp
{
    /// <returns>The status, and everything that came back.</returns>
    public static async Task<(int Status, string Text)> SendAsync(Uri address, string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        var text = await ReadAsync(stream);
        return (int.Parse(text.Split(' ')[1], CultureInfo.InvariantCulture), text);
    }

    /// <summary>Up to the end of a JSON object or of the connection, which a server that refuses a body may cut.</summary>
    private static async Task<string> ReadAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var read = await stream.ReadAsync(buffer);
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));

            // The end of a chunked body may come with the object, after it, or in two halves.
            var whole = text.ToString().TrimEnd('\r', '\n', '0');
            if (whole.EndsWith('}'))
            {
                return whole;
            }

            if (read == 0)
            {
                return text.ToString();
            }
        }
    }

    public static Task<(int Status, string Text)> GetAsync(Uri address, string target, string headers = "") =>
        SendAsync(address, $"GET {target} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n{headers}\r\n");
}
