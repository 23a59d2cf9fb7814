using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>What the network does to a screen.</summary>
internal enum ProxyMode
{
    /// <summary>Nothing.</summary>
    Pass,

    /// <summary>Every connection is cut, and new ones are.</summary>
    Cut,

    /// <summary>Connections stay open and nothing comes through; what was held back floods in when it ends.</summary>
    Hang,

    /// <summary>Everything from the server comes fifteen seconds late.</summary>
    Delay,
}

/// <summary>Stands between a screen and its server, or between a page and one of two.</summary>
internal sealed class WallProxy : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(15);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentDictionary<TcpClient, byte> _clients = new();
    private readonly Task _accepting;
    private volatile int _to;
    private volatile ProxyMode _mode;

    public WallProxy(Uri server)
    {
        _to = server.Port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>New connections go to another server.</summary>
    public void LeadTo(Uri server) => _to = server.Port;

    public void Set(ProxyMode mode)
    {
        _mode = mode;
        if (mode != ProxyMode.Cut)
        {
            return;
        }
        foreach (var client in _clients.Keys)
        {
            client.Close();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        Set(ProxyMode.Cut);
        await _accepting;
        _listener.Dispose();
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_ended.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // disposed
        }
    }

    private async Task ServeAsync(TcpClient screen)
    {
        using var server = new TcpClient();
        _clients.TryAdd(screen, 0);
        try
        {
            if (_mode == ProxyMode.Cut)
            {
                return;
            }
            await server.ConnectAsync(IPAddress.Loopback, _to, _ended.Token);
            await Task.WhenAny(
                PumpAsync(screen.GetStream(), server.GetStream(), isFromServer: false),
                PumpAsync(server.GetStream(), screen.GetStream(), isFromServer: true));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // either side went: so does the other
        }
        finally
        {
            _clients.TryRemove(screen, out _);
            screen.Dispose();
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, bool isFromServer)
    {
        try
        {
            var buffer = new byte[16_384];
            int length;
            while ((length = await from.ReadAsync(buffer, _ended.Token)) > 0)
            {
                var arrived = TimeProvider.System.GetTimestamp();
                while (_mode == ProxyMode.Hang || (isFromServer && _mode == ProxyMode.Delay && TimeProvider.System.GetElapsedTime(arrived) < Late))
                {
                    await Task.Delay(Look, TimeProvider.System, _ended.Token);
                }
                await to.WriteAsync(buffer.AsMemory(0, length), _ended.Token);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // as above
        }
    }
}
