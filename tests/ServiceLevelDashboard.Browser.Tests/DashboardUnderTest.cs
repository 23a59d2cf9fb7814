using ServiceLevelDashboard.Web.Tests.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Faults;
using ServiceLevelDashboard.Simulator.Settings;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>The dashboard on a free port, over a simulated contact centre whose faults the test decides, on a Tuesday at 11:42 in London.</summary>
internal sealed class DashboardUnderTest : WebApplicationFactory<DataOrigin>, IEvidence
{
    /// <summary>When a test's clock starts: 11:42 in London.</summary>
    public static readonly DateTimeOffset Tuesday = new(2026, 9, 1, 10, 42, 10, TimeSpan.Zero);

    private readonly TimeProvider _clock;
    private readonly int _refreshSeconds;
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("sld-browser-");

    private readonly IReadOnlyDictionary<string, string> _settings;
    private int _isDisposed;

    private DashboardUnderTest(SimulatorServer centre, TimeProvider clock, int refreshSeconds, IReadOnlyDictionary<string, string>? settings)
    {
        Centre = centre;
        _settings = settings ?? new Dictionary<string, string>();
        _clock = clock;
        _refreshSeconds = refreshSeconds;
        UseKestrel(); // the port by a setting: the factory would change it while the program already starts
    }

    /// <summary>The contact centre.</summary>
    public SimulatorServer Centre { get; }

    /// <summary>What the dashboard has logged.</summary>
    public ServerLog Log { get; } = new();

    /// <summary>Where the dashboard listens.</summary>
    public Uri Address => ClientOptions.BaseAddress;

    /// <summary>Starts a contact centre and a dashboard over it; the running test's end is theirs.</summary>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <param name="clock">The clock of both; one that runs on from <see cref="Tuesday"/> when not given.</param>
    /// <param name="refreshSeconds">How often the contact centre is asked.</param>
    /// <param name="faults">Faults in force from the first call.</param>
    public static Task<DashboardUnderTest> StartAsync(
        CancellationToken cancellationToken, TimeProvider? clock = null, int refreshSeconds = 4, params Fault[] faults) =>
        StartAsync(new SimulatorOptions { Seed = 7, Queues = 16, Faults = [.. faults] }, cancellationToken, clock, refreshSeconds);

    /// <summary>Starts a contact centre of its own kind and a dashboard over it, with further settings.</summary>
    public static async Task<DashboardUnderTest> StartAsync(
        SimulatorOptions options, CancellationToken cancellationToken, TimeProvider? clock = null, int refreshSeconds = 4,
        IReadOnlyDictionary<string, string>? settings = null)
    {
        clock ??= new ShiftedClock(Tuesday);
        var centre = await SimulatorServer.StartAsync(options, clock, cancellationToken);
        var dashboard = new DashboardUnderTest(centre, clock, refreshSeconds, settings);
        await Task.Run(dashboard.StartServer, cancellationToken); // it blocks, and a test may run on the thread that hears the browser
        return BrowserTest.Opened(dashboard);
    }

    /// <summary>Waits until there are figures to show.</summary>
    public async Task UntilFiguresAsync(CancellationToken cancellationToken)
    {
        var snapshots = Services.GetRequiredService<ISnapshots>();
        var there = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = snapshots.Subscribe(Look);
        await Look();
        await there.Task.WaitAsync(TimeSpan.FromMilliseconds(BrowserFixture.PatienceMs), cancellationToken);

        Task Look()
        {
            if (snapshots.For(Visibility.Everything).Snapshot is { ObservedAt: not null })
            {
                there.TrySetResult();
            }

            return Task.CompletedTask;
        }
    }

    public Task KeepAsync(string path, DateTimeOffset since) =>
        File.WriteAllLinesAsync(path + ".server.log", Log.Lines.Where(l => l.At >= since).Select(l => l.Text));

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        await base.DisposeAsync();
        await Centre.DisposeAsync();
        _data.Remove();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseContentRoot(Repository.Root);
        builder.UseSetting("urls", "http://127.0.0.1:0");
        builder.UseSetting("GENESYS_CLIENT_ID", Centre.ClientId);
        builder.UseSetting("GENESYS_CLIENT_SECRET", Centre.ClientSecret);
        builder.UseSetting("GENESYS_URL", Centre.Address.ToString());
        builder.UseSetting("Security:SignIn", "Never");
        builder.UseSetting("Site:TimeZone", "Europe/London");
        builder.UseSetting("Refresh:IntervalsSeconds", $"{_refreshSeconds}");
        builder.UseSetting("Refresh:ObservationsSeconds", $"{_refreshSeconds}");
        builder.UseSetting("Refresh:QueuesMinutes", "1");
        builder.UseSetting("Storage:DataFolder", _data.FullName);
        builder.UseSetting("History:BackfillDays", "0"); // the past is fetched where a test looks at it
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log));
        builder.ConfigureTestServices(services => services.AddSingleton(_clock));
    }
}
