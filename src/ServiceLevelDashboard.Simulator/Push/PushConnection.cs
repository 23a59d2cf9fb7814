using System.Collections.Immutable;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using ServiceLevelDashboard.Simulator.Centre;
using ServiceLevelDashboard.Simulator.Faults;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Simulator.Push;

/// <summary>One connection of a channel: tells changes, beats, answers pings, and does what the faults in force make of that.</summary>
internal sealed class PushConnection(
    WebSocket socket, PushChannel channel, SimulatorLimits limits, ChannelBook channels, Topics topics, FaultBoard faults, TimeProvider time)
    : IDisposable
{
    private const int MaximumRequest = 256 * 1024;

    private static readonly byte[] _heartbeat = Metadata("WebSocket Heartbeat");
    private static readonly byte[] _pong = Metadata("pong");

    private readonly SemaphoreSlim _sending = new(1, 1);
    private volatile bool _silent;
    private ImmutableArray<string> _subscribed = [];
    private ImmutableHashSet<SimulatedQueue> _queues = [];

    /// <summary>Runs until either side ends it.</summary>
    /// <param name="changes">What is told.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(QueueChanges changes, CancellationToken cancellationToken)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answering = AnswerAsync(ends.Token);
        var telling = SendChangesAsync(changes, ends.Token);
        try
        {
            await (await Task.WhenAny(answering, telling).ConfigureAwait(false)).ConfigureAwait(false);
        }
        finally
        {
            await ends.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(answering, telling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => _sending.Dispose();

    /// <summary>Reads what the client sends: pings are answered, everything else is ignored.</summary>
    private async Task AnswerAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                await WhileHalfOpenAsync(cancellationToken).ConfigureAwait(false);
                part = await socket.ReceiveAsync(buffer.AsMemory(length % buffer.Length), cancellationToken).ConfigureAwait(false);
                length += part.Count;
            }
            while (!part.EndOfMessage && length < MaximumRequest);

            if (part.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken).ConfigureAwait(false);
                return;
            }

            if (IsPing(buffer.AsSpan(0, Math.Min(length, buffer.Length))) && !_silent)
            {
                await SendAsync(_pong, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task SendChangesAsync(QueueChanges changes, CancellationToken cancellationToken)
    {
        var beatenAt = time.GetTimestamp();
        while (true)
        {
            await Task.Delay(limits.PushInterval, time, cancellationToken).ConfigureAwait(false);
            if (channels.Find(channel.Id) is null)
            {
                return;
            }

            if (Strikes(FaultKind.PushDrop))
            {
                throw new OperationCanceledException("dropped on request");
            }

            if (Strikes(FaultKind.PushExpire))
            {
                await SendAsync(Encoding.UTF8.GetBytes("""{"topicName":"v2.system.socket_closing","eventBody":{"message":"The channel expires."}}"""), cancellationToken).ConfigureAwait(false);
                channels.Remove(channel);
                // Time for the client to hear it and to end the connection itself.
                await Task.Delay(limits.Heartbeat, time, cancellationToken).ConfigureAwait(false);
                return;
            }

            _silent = Strikes(FaultKind.PushSilent) | Strikes(FaultKind.PushHalfOpen);
            var isLost = Strikes(FaultKind.PushLost) || _silent;
            var messages = changes.UpTo(Queues(), faults.Visible().ToUnixTimeMilliseconds()).ToList();
            foreach (var message in isLost ? [] : messages)
            {
                await SendAsync(message, cancellationToken).ConfigureAwait(false);
            }

            foreach (var message in _silent ? [] : Noise())
            {
                await SendAsync(message, cancellationToken).ConfigureAwait(false);
            }

            if (!_silent && time.GetElapsedTime(beatenAt) >= limits.Heartbeat)
            {
                beatenAt = time.GetTimestamp();
                await SendAsync(_heartbeat, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private IEnumerable<ReadOnlyMemory<byte>> Noise()
    {
        if (Taken(FaultKind.PushFlood) is { } flood)
        {
            var topic = channel.Topics.FirstOrDefault(Topics.Template);
            var message = PushNoise.Repeated(topic);
            for (var i = 0; i < (flood.Value ?? 1000); i++)
            {
                yield return message;
            }
        }

        if (Strikes(FaultKind.PushUnknown))
        {
            foreach (var message in PushNoise.Unknown)
            {
                yield return message;
            }
        }
    }

    private ImmutableHashSet<SimulatedQueue> Queues()
    {
        var now = channel.Topics;
        if (_subscribed != now)
        {
            (_subscribed, _queues) = (now, [.. now.Select(topics.QueueOf).OfType<SimulatedQueue>()]);
        }

        return _queues;
    }

    private Fault? Taken(FaultKind kind) => faults.Take($"{PushEndpoint.Path}/{channel.Id}", fault => fault.Kind == kind);

    private bool Strikes(FaultKind kind) => Taken(kind) is not null;

    private async Task WhileHalfOpenAsync(CancellationToken cancellationToken)
    {
        while (faults.Current().Any(fault => fault.Kind == FaultKind.PushHalfOpen))
        {
            await Task.Delay(limits.PushInterval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }

    private static bool IsPing(ReadOnlySpan<byte> message)
    {
        try
        {
            var reader = new Utf8JsonReader(message);
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement is { ValueKind: JsonValueKind.Object } body
                && body.TryGetProperty("message", out var text) && text.ValueKind == JsonValueKind.String && text.ValueEquals("ping");
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static byte[] Metadata(string message) => Encoding.UTF8.GetBytes($$$"""{"topicName":"channel.metadata","eventBody":{"message":"{{{message}}}"}}""");
}
