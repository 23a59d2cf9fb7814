using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Hosting;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Tests.Collecting;
using ServiceLevelDashboard.Analytics.Tests.History;

namespace ServiceLevelDashboard.Analytics.Tests.Instances;

/// <summary>One of several instances, with all services of the room; the test makes each turn.</summary>
internal sealed class TestInstance : IArchiveClock, IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly TimeProvider _right;
    private readonly SharedClock _clock;

    public TestInstance(string name, SharedArchive archive, IContactCentre centre, TimeProvider right, TimeSpan skew = default, bool isStopped = false)
    {
        (_right, _clock) = (right, new SharedClock(new SkewedTime(right, skew, isStopped)));
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(_clock);
        services.AddSingleton(centre);
        services.AddSingleton<IPushedObservations>(new FakePush());
        services.AddArchive(archive.Rows);
        services.AddSingleton<ILeases>(archive);
        services.AddSingleton<ISignals>(archive);
        services.AddSingleton<ILiveState>(archive);
        services.AddSingleton<IArchiveClock>(this);
        services.AddSingleton(new InstanceName(name));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Site:TimeZone"] = "Europe/Berlin" }).Build();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddAnalytics(configuration);
        _services = services.BuildServiceProvider();
        Collector = Get<Collector>();
        Leadership = Get<Leadership>();
        Follower = Get<Follower>();
    }

    public Collector Collector { get; }

    public Leadership Leadership { get; }

    public Follower Follower { get; }

    public SnapshotState State => Get<ISnapshots>().For(Visibility.Everything);

    public TimeSpan? Age => State.AgeAt(_clock.GetUtcNow());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public PeriodicService Service(string name) => _services.GetServices<IHostedService>().OfType<PeriodicService>().Single(s => s.Name == name);

    /// <summary>Asks for the lead once.</summary>
    public Task AskAsync() => Leadership.TurnAsync(Token);

    /// <summary>A turn of a service that works for the leader.</summary>
    public Task<TimeSpan> TurnAsync(string name) => Service(name).RunTurnAsync(Token).Soon();

    /// <summary>What the leader does behind the collector's back.</summary>
    public Task WriteAsync() => TurnAsync("archive");

    /// <summary>What a follower does every two seconds.</summary>
    public Task<bool> LookAsync() => Follower.LookAsync(isLast: false, Token);

    /// <summary>What every instance does every two seconds.</summary>
    public async Task ReadDocumentsAsync()
    {
        foreach (var book in _services.GetServices<IDocumentCache>())
        {
            await book.RefreshAsync(Token);
        }
    }

    public Task<TimeSpan> OffsetAsync(CancellationToken cancellationToken) => Task.FromResult(_right.GetUtcNow() - _clock.GetUtcNow());

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
