using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Collecting;

/// <summary>A contact centre that tells what the test says.</summary>
internal sealed class FakePush : IPushedObservations
{
    public static readonly PushTraffic Traffic = new(1, 1, 0, 1, 0);

    private readonly Channel<bool> _taken = Channel.CreateUnbounded<bool>();
    private Channel<PushUpdate> _updates = Channel.CreateUnbounded<PushUpdate>();

    /// <summary>What was subscribed to, one for each connection.</summary>
    public List<ImmutableArray<QueueId>> Subscribed { get; } = [];

    /// <summary>Tells something; done when the listener has dealt with it.</summary>
    public async Task SendChangesAsync(PushUpdate update)
    {
        _updates.Writer.TryWrite(update);
        await _taken.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Soon();
    }

    /// <summary>Ends the connection; the next one begins anew.</summary>
    public void End(Exception? error = null)
    {
        var ended = _updates;
        _updates = Channel.CreateUnbounded<PushUpdate>();
        ended.Writer.TryComplete(error);
    }

    public async IAsyncEnumerable<PushUpdate> ListenAsync(
        ImmutableArray<QueueId> queues, TimeSpan silence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Subscribed.Add(queues);
        await foreach (var update in _updates.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                yield return update;
            }
            finally
            {
                // The listener asks for more, or has had enough.
                _taken.Writer.TryWrite(true);
            }
        }
    }
}
