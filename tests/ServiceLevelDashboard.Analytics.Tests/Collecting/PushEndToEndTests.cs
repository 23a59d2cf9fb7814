using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ServiceLevelDashboard.Analytics.Hosting;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Tests.History;
using ServiceLevelDashboard.Genesys;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Faults;
using ServiceLevelDashboard.Simulator.Settings;
using ServiceLevelDashboard.Simulator.Tests;

namespace ServiceLevelDashboard.Analytics.Tests.Collecting;

/// <summary>Contact centre, client and collector together over real WebSockets.</summary>
[Trait("Length", "Long")]
public sealed class PushEndToEndTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Change_WhileNothingIsAskedFor_IsShown()
    {
        await using var simulator = await StartAsync();
        // Asked for once an hour: what changes can only have been told.
        using var host = await DashboardAsync(simulator, simulator.Address.Port, observationsSeconds: 3600);
        var first = await WhenAsync(host, state => state.Push.Status == PushStatus.Live);
        var before = first.Snapshot!.Queues.ToDictionary(queue => queue.Key, queue => queue.Now?.Waiting); // live, so there is one

        await WhenAsync(host, state => state.Snapshot!.Queues.Any(queue => before.TryGetValue(queue.Key, out var waiting) && queue.Now?.Waiting != waiting));

        await host.StopAsync(Token);
    }

    [Fact]
    public async Task Nginx_DropsConnections_ItIsLiveAgainAndShowsWhatIsSo()
    {
        Assert.SkipUnless(Nginx.IsHere, "needs nginx");
        await using var simulator = await StartAsync();
        await using var nginx = await Nginx.StartAsync(simulator.Address.Port, Token);
        using var host = await DashboardAsync(simulator, nginx.Port, observationsSeconds: 5);
        var first = await WhenAsync(host, state => state.Push.Status == PushStatus.Live);

        nginx.DropConnections();
        await WhenAsync(host, state => state.Push.Status == PushStatus.Live && state.Push.ConnectedAt > first.Push.ConnectedAt);

        // The figures stand still: now what is shown must become what is so.
        simulator.AddFault(new Fault(FaultKind.Pause));
        var truth = await host.Services.GetRequiredService<IContactCentre>().ObserveAsync([], Token).Soon();
        var waiting = truth.Queues.Where(queue => queue.Waiting > 0).ToDictionary(queue => queue.Key, queue => queue.Waiting);
        Assert.NotEmpty(waiting);
        await WhenAsync(host, state => waiting.All(queue => state.Snapshot!.Find(queue.Key)?.Now?.Waiting == queue.Value));
        await host.StopAsync(Token);
    }

    /// <summary>The first state of which something holds.</summary>
    private static async Task<SnapshotState> WhenAsync(IHost host, Func<SnapshotState, bool> holds)
    {
        var snapshots = host.Services.GetRequiredService<ISnapshots>();
        var found = new TaskCompletionSource<SnapshotState>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task Look()
        {
            if (snapshots.For(Visibility.Everything) is { Snapshot: not null } state && holds(state))
            {
                found.TrySetResult(state);
            }

            return Task.CompletedTask;
        }

        using var subscription = snapshots.Subscribe(Look);
        await Look();
        return await found.Task.Soon();
    }

    private static Task<SimulatorServer> StartAsync() => SimulatorServer.StartAsync(
        new SimulatorOptions { Queues = 40, Limits = new SimulatorLimits { PushInterval = TimeSpan.FromMilliseconds(100) } }, new MorningTime(), Token);

    private static async Task<IHost> DashboardAsync(SimulatorServer simulator, int port, int observationsSeconds)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["GENESYS_CLIENT_ID"] = simulator.ClientId,
            ["GENESYS_CLIENT_SECRET"] = simulator.ClientSecret,
            ["GENESYS_URL"] = $"http://127.0.0.1:{port}",
            ["Genesys:QuotaPerMinute"] = "10000",
            ["Site:TimeZone"] = "Europe/London",
            ["Refresh:ObservationsSeconds"] = observationsSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture),
        });
        builder.Services.AddSingleton<TimeProvider>(new MorningTime());
        builder.Services.AddGenesys(builder.Configuration);
        builder.Services.AddArchive(new FakeDurableArchive());
        builder.Services.AddAnalytics(builder.Configuration);
        var host = builder.Build();
        await host.StartAsync(Token);
        return host;
    }

    /// <summary>Real timers on a busy morning.</summary>
    private sealed class MorningTime : TimeProvider
    {
        private static readonly DateTimeOffset Morning = new(2026, 9, 1, 9, 40, 0, TimeSpan.Zero);

        private readonly long _start = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => Morning + System.GetElapsedTime(_start);
    }
}
