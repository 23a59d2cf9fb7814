using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace ServiceLevelDashboard.Genesys.Tests.Push;

/// <summary>Two ends of one WebSocket over loopback, without HTTP around it.</summary>
internal sealed class SocketPair : IDisposable
{
    private readonly TcpClient _near;
    private readonly TcpClient _far;

    private SocketPair(TcpClient near, TcpClient far)
    {
        (_near, _far) = (near, far);
        Client = WebSocket.CreateFromStream(near.GetStream(), new WebSocketCreationOptions { IsServer = false, KeepAliveInterval = Timeout.InfiniteTimeSpan });
        Service = WebSocket.CreateFromStream(far.GetStream(), new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = Timeout.InfiniteTimeSpan });
    }

    public WebSocket Client { get; }

    public WebSocket Service { get; }

    public static async Task<SocketPair> OpenAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var near = new TcpClient();
        var far = listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await near.ConnectAsync((IPEndPoint)listener.LocalEndpoint, TestContext.Current.CancellationToken);
        return new SocketPair(near, await far);
    }

    public Task SayAsync(string text) =>
        Service.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

    public async Task<string> HearAsync()
    {
        var buffer = new byte[4096];
        var part = await Service.ReceiveAsync(buffer.AsMemory(), TestContext.Current.CancellationToken).AsTask().Soon();
        return Encoding.UTF8.GetString(buffer, 0, part.Count);
    }

    public void Drop() => _far.Client.Close(0);

    public void Dispose()
    {
        Client.Dispose();
        Service.Dispose();
        _near.Dispose();
        _far.Dispose();
    }
}
