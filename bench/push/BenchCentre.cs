using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Centre;

namespace ServiceLevelDashboard.PushBench;

/// <summary>A simulated contact centre, and what is really so in it: the same contacts, read without the wire.</summary>
internal sealed class BenchCentre : IAsyncDisposable
{
    private readonly SeededOrganisation _organisation;
    private readonly ChangeFeed _feed;
    private readonly ILookup<SimulatedQueue, TrafficLine> _lines;
    private readonly TimeProvider _time;
    private readonly Dictionary<QueueMedia, (int Waiting, int Interacting)> _known = [];
    private long _lookedMs;

    private BenchCentre(SimulatorServer server, SeededOrganisation organisation, TimeProvider time)
    {
        (Server, _organisation, _time, _lookedMs) = (server, organisation, time, time.GetUtcNow().ToUnixTimeMilliseconds());
        _feed = new ChangeFeed(organisation);
        _lines = organisation.Lines.Where(line => line.Queue is not null).ToLookup(line => line.Queue!);
        foreach (var queue in organisation.Queues)
        {
            foreach (var (key, now) in Now(queue, _lookedMs))
            {
                _known[key] = now;
            }
        }
    }

    public SimulatorServer Server { get; }

    public static async Task<BenchCentre> StartAsync(int queues, TimeProvider time)
    {
        var options = new SimulatorOptions { Queues = queues, Limits = new SimulatorLimits { RequestsPerMinute = 10_000 } };
        var server = await SimulatorServer.StartAsync(options, time, CancellationToken.None);
        return new BenchCentre(server, new SeededOrganisation(options, TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone)), time);
    }

    /// <summary>What has changed since the last look, as it is now.</summary>
    public (DateTimeOffset Now, IReadOnlyDictionary<QueueMedia, (int Waiting, int Interacting)> Changed) Look()
    {
        var at = _time.GetUtcNow();
        var nowMs = at.ToUnixTimeMilliseconds();
        var changed = new Dictionary<QueueMedia, (int, int)>();
        foreach (var queue in _feed.Between(_lookedMs, nowMs))
        {
            foreach (var (key, now) in Now(queue, nowMs))
            {
                if (_known[key] != now)
                {
                    changed[key] = _known[key] = now;
                }
            }
        }

        _lookedMs = nowMs;
        return (at, changed);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private IEnumerable<(QueueMedia Key, (int Waiting, int Interacting) Now)> Now(SimulatedQueue queue, long atMs) =>
        QueueMoment.Of(_organisation, queue, _lines[queue], atMs).Lines
            .Select(line => (new QueueMedia(new QueueId(queue.Id), new MediaType(line.Key)), (line.Value.Waiting, line.Value.Interacting)));
}
