using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using ServiceLevelDashboard.Simulator.Centre;
using ServiceLevelDashboard.Simulator.Faults;
using ServiceLevelDashboard.Simulator.Settings;
using ServiceLevelDashboard.Simulator.Wire;

namespace ServiceLevelDashboard.Simulator.Push;

/// <summary><c>/channels/ID</c>: the WebSocket of a channel. Who knows the id may connect; no token is asked for.</summary>
internal sealed class PushEndpoint(
    SimulatorLimits limits, IOrganisation organisation, ChannelBook channels, Topics topics, FaultBoard faults, TimeProvider time)
{
    public const string Path = "/channels";

    private readonly ChangeFeed _feed = new(organisation);
    private readonly ILookup<SimulatedQueue, TrafficLine> _lines = organisation.Lines.Where(line => line.Queue is not null).ToLookup(line => line.Queue!);

    public static bool IsHere(PathString path) => path.StartsWithSegments(Path);

    /// <summary>Serves one connection until it ends.</summary>
    /// <exception cref="WireException">404: no such channel; 400: no WebSocket.</exception>
    public async Task AnswerAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var channel = channels.Find(context.Request.Path.Value![(Path.Length + 1)..]) ?? throw WireException.NotFound(context.Request.Path);
        if (!context.WebSockets.IsWebSocketRequest)
        {
            throw WireException.BadRequest("A WebSocket is expected.");
        }

        using var mine = channel.Connect(); // before it is answered: who is connected keeps its channel
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(mine.Token, cancellationToken);
        channel.UsedAt = time.GetUtcNow();
        try
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
            using var connection = new PushConnection(socket, channel, limits, channels, topics, faults, time);
            var changes = new QueueChanges(organisation, _feed, _lines, faults.Visible().ToUnixTimeMilliseconds());
            await connection.RunAsync(changes, ends.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The other side is gone, the channel is another's, or the simulator stops: all end the connection the hard way.
            context.Abort();
        }
        finally
        {
            channel.Disconnect(mine);
        }
    }
}
