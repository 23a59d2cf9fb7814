using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Hosting;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys;
using ServiceLevelDashboard.Simulator;

namespace ServiceLevelDashboard.PushBench;

/// <summary>
/// The product without its pages, and how far behind the truth it shows what waits now: from a change until a reader that is called back, as a page is, sees
/// it.
/// </summary>
internal sealed class BenchDashboard : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly ISnapshots _snapshots;
    private readonly IContactCentre _centre;
    private readonly IDisposable _subscription;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _push;
    private readonly Dictionary<QueueMedia, (DateTimeOffset Since, int Waiting, int Interacting)> _behind = [];
    private readonly List<double> _seconds = [];
    private volatile Dictionary<QueueMedia, QueueObservation?> _shown = [];
    private long _snapshotsSeen;
    private long _callsBefore;

    private BenchDashboard(IHost host, bool push)
    {
        (_host, _push) = (host, push);
        _snapshots = host.Services.GetRequiredService<ISnapshots>();
        _centre = host.Services.GetRequiredService<IContactCentre>();
        _subscription = _snapshots.Subscribe(See);
    }

    public static async Task<BenchDashboard> StartAsync(SimulatorServer server, TimeProvider time, bool push)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["GENESYS_CLIENT_ID"] = server.ClientId,
            ["GENESYS_CLIENT_SECRET"] = server.ClientSecret,
            ["GENESYS_URL"] = server.Address.ToString(),
            ["Genesys:QuotaPerMinute"] = "10000",
            ["Site:TimeZone"] = "Europe/London",
            ["Refresh:Push"] = push.ToString(),
        });
        builder.Services.AddSingleton(time);
        builder.Services.AddGenesys(builder.Configuration);
        builder.Services.AddAnalytics(builder.Configuration);
        var host = builder.Build();
        var dashboard = new BenchDashboard(host, push);
        await host.StartAsync();
        return dashboard;
    }

    /// <summary>Done when there are figures and, where they are told, the connection stands.</summary>
    public Task ReadyAsync() => _ready.Task;

    public void Begin()
    {
        _callsBefore = _centre.Quota.CallsTotal;
        _snapshotsSeen = 0;
    }

    /// <summary>Notes what has changed, and which of the earlier changes are shown by now.</summary>
    public void Compare(DateTimeOffset now, IReadOnlyDictionary<QueueMedia, (int Waiting, int Interacting)> changed)
    {
        var shown = _shown;
        foreach (var (key, (waiting, interacting)) in changed)
        {
            if (shown.ContainsKey(key))
            {
                _behind[key] = (_behind.TryGetValue(key, out var earlier) ? earlier.Since : now, waiting, interacting);
            }
        }

        foreach (var (key, (since, waiting, interacting)) in _behind)
        {
            if (shown.GetValueOrDefault(key) is { } seen && (seen.Waiting, seen.Interacting) == (waiting, interacting))
            {
                _seconds.Add((now - since).TotalSeconds);
                _behind.Remove(key);
            }
        }
    }

    public void Print(string name, TimeSpan over)
    {
        _seconds.Sort();
        string At(double share) => _seconds.Count == 0
            ? "–"
            : string.Create(CultureInfo.InvariantCulture, $"{_seconds[(int)Math.Min(_seconds.Count - 1, share * _seconds.Count)]:0.0} s");
        string PerMinute(long count) => string.Create(CultureInfo.InvariantCulture, $"{count / over.TotalMinutes:0.0}");
        var calls = _centre.Quota.CallsTotal - _callsBefore;
        Console.WriteLine($"| {name} | {_seconds.Count} | {At(0.5)} | {At(0.95)} | {At(1)} | {PerMinute(calls)} | {PerMinute(_snapshotsSeen)} |");
    }

    public void PrintChecks()
    {
        var push = _snapshots.For(Visibility.Everything).Push;
        Console.WriteLine($"\nTold over {push.Traffic.Channels} channels in {push.Traffic.Messages} messages; {push.Checks.Total} comparisons, {push.Checks.DifferencesTotal} differences.");
    }

    public async ValueTask DisposeAsync()
    {
        _subscription.Dispose();
        await _host.StopAsync();
        _host.Dispose();
    }

    private Task See()
    {
        var state = _snapshots.For(Visibility.Everything);
        if (state.Snapshot is not { } snapshot)
        {
            return Task.CompletedTask;
        }

        _shown = snapshot.Queues.ToDictionary(queue => queue.Key, queue => queue.Now);
        Interlocked.Increment(ref _snapshotsSeen);
        if (!_push || state.Push.Status == PushStatus.Live)
        {
            _ready.TrySetResult();
        }

        return Task.CompletedTask;
    }
}
