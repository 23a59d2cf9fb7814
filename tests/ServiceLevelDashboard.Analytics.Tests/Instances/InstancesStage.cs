using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Instances;

/// <summary>Several instances on one archive and one contact centre, in the hands of a test.</summary>
internal sealed class InstancesStage : IAsyncDisposable
{
    private readonly List<TestInstance> _instances = [];

    public InstancesStage(string now = "08:07")
    {
        Time = new FakeTimeProvider(Given.Utc(now));
        Archive = new SharedArchive(Time);
        Centre = new FakeContactCentre(Time)
        {
            Queues =
            {
                Given.QueueWithTarget("a"),
                Given.QueueWithTarget("b"),
                Given.Queue("c"),
                Given.Queue("d", (MediaType.Voice, Given.Target), (MediaType.Email, Given.Target)),
            },
        };
        Held = new HeldCentre(Centre);
        Centre.Rows.AddRange([
            Given.Row("a", "05:00", 30, 3), Given.Row("a", "07:45", 12, 1), Given.Row("a", "08:00", 5), Given.Row("b", "07:30", 7, 7), Given.Row("c", "08:00", 2)]);
        Centre.Waiting.AddRange([new QueueObservation(Given.Voice("a"), 4, 2, TimeSpan.FromSeconds(33)), new QueueObservation(Given.Voice("b"), 0, 1, null)]);
    }

    public FakeTimeProvider Time { get; }

    public SharedArchive Archive { get; }

    public FakeContactCentre Centre { get; }

    public HeldCentre Held { get; }

    public TestInstance Start(string name, TimeSpan skew = default, bool isStopped = false)
    {
        var instance = new TestInstance(name, Archive, Held, Time, skew, isStopped);
        _instances.Add(instance);
        return instance;
    }

    /// <summary>An instance that leads and has asked for everything once; the archive knows it.</summary>
    public async Task<TestInstance> StartLeaderAsync(string name = "one", bool isStopped = false)
    {
        var leader = Start(name, isStopped: isStopped);
        await leader.AskAsync();
        await leader.TurnAsync("queues");
        await leader.TurnAsync("intervals");
        await leader.TurnAsync("observations");
        await leader.WriteAsync();
        return leader;
    }

    /// <summary>An instance that has looked once.</summary>
    public async Task<TestInstance> StartFollowerAsync(string name = "two")
    {
        var follower = Start(name);
        await follower.AskAsync();
        await follower.LookAsync();
        return follower;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in _instances)
        {
            await instance.DisposeAsync();
        }
    }
}
