using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ServiceLevelDashboard.Genesys.Tests;

/// <summary>A proxy on loopback that writes down what it is asked for. Tunnels end at one port, whatever their name; without one they are refused.</summary>
internal sealed class ConnectProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ends = new();
    private readonly int? _target;
    private readonly Task _accepting;

    /// <summary>Starts one.</summary>
    /// <param name="target">The port on loopback at which tunnels end; null refuses them.</param>
    public ConnectProxy(int? target = null)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it is, as the environment names it.</summary>
    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>The first line of every request: <c>CONNECT host:443 HTTP/1.1</c>.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _ends.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ends.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        while (!_ends.IsCancellationRequested)
        {
            serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_ends.Token)));
        }

        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            var head = new StringBuilder();
            var one = new byte[1];
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, _ends.Token) == 1)
            {
                head.Append((char)one[0]);
            }

            Asked.Enqueue(head.ToString().Split('\r')[0]);
            if (_target is not { } port)
            {
                await stream.WriteAsync("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), _ends.Token);
                return;
            }

            using var there = new TcpClient();
            await there.ConnectAsync(IPAddress.Loopback, port, _ends.Token);
            await stream.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), _ends.Token);
            await Task.WhenAny(stream.CopyToAsync(there.GetStream(), _ends.Token), there.GetStream().CopyToAsync(stream, _ends.Token));
        }
    }
}
