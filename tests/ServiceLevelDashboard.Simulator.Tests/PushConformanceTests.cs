using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Simulator.Tests;

/// <summary>The vendor's SDK and a plain WebSocket client, through an nginx that drops connections.</summary>
public sealed class PushConformanceTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OfficialSdk_ThroughNginx_OpensAChannelThatAPlainClientHears()
    {
        Assert.SkipUnless(Nginx.IsHere, "needs nginx");
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(Repository.Root, "node_modules", "purecloud-platform-client-v2")),
            "needs the vendor's SDK: npm ci");
        var limits = new SimulatorLimits { PushInterval = TimeSpan.FromMilliseconds(100), Heartbeat = TimeSpan.FromMilliseconds(300) };
        await using var server = await SimulatorServer.StartAsync(new SimulatorOptions { Queues = 60, Limits = limits }, new BusyTime(), Cancelled);
        await using var nginx = await Nginx.StartAsync(server.Address.Port, Cancelled);

        var printed = await NodeScript.RunAsync(
            "tests/conformance/push.mjs", nginx.Port.ToString(CultureInfo.InvariantCulture), server.ClientId, server.ClientSecret);
        Assert.SkipWhen(printed is null, "needs node");
        using var document = JsonDocument.Parse(printed);
        var saw = document.RootElement;
        Assert.Equal("v2.analytics.queues.{id}.observations", Assert.Single(saw.GetProperty("available").EnumerateArray()).GetString());
        Assert.Equal((2, 60, 60), (saw.GetProperty("added").GetInt32(), saw.GetProperty("permitted").GetInt32(), saw.GetProperty("listed").GetInt32()));
        Assert.True(Assert.Single(saw.GetProperty("channels").EnumerateArray()).GetBoolean());
        var address = new Uri(saw.GetProperty("connectUri").GetString()!);
        Assert.Equal(nginx.Port, address.Port);

        using (var socket = await ConnectAsync(address))
        {
            await HearChangeAsync(socket);
            nginx.DropConnections();
            await Assert.ThrowsAsync<WebSocketException>(async () =>
            {
                while (true)
                {
                    await HearAsync(socket);
                }
            });
        }

        // The channel is still there, with all that was subscribed to.
        using var again = await ConnectAsync(address);
        await again.SendAsync("""{"message":"ping"}"""u8.ToArray(), WebSocketMessageType.Text, true, Cancelled);
        await HearChangeAsync(again);
    }

    private static async Task<ClientWebSocket> ConnectAsync(Uri address)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(address, Cancelled);
        return socket;
    }

    private static async Task HearChangeAsync(ClientWebSocket socket)
    {
        while (!(await HearAsync(socket)).Contains("\"oWaiting\"", StringComparison.Ordinal))
        {
            // A heartbeat, a pong, or another figure.
        }
    }

    private static async Task<string> HearAsync(ClientWebSocket socket)
    {
        using var bound = Patience.Bound(Cancelled);
        var buffer = new byte[64 * 1024];
        var part = await socket.ReceiveAsync(buffer, bound.Token);
        return part.MessageType == WebSocketMessageType.Close
            ? throw new WebSocketException("closed")
            : Encoding.UTF8.GetString(buffer, 0, part.Count);
    }

    /// <summary>Real timers on a busy morning.</summary>
    private sealed class BusyTime : TimeProvider
    {
        private readonly long _start = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => TestSimulator.Now + System.GetElapsedTime(_start);
    }
}
