using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys.Calls;
using ServiceLevelDashboard.Genesys.Connection;
using ServiceLevelDashboard.Genesys.Tests;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Faults;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Genesys.Sdk.Tests;

/// <summary>The client on the vendor's library beside the usual one.</summary>
public sealed class SdkApiClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryQuestion_ThroughTheLibrary_IsAnsweredAsWithoutIt()
    {
        await using var simulator = await SimulatorServer.StartAsync(new SimulatorOptions { Queues = 30 }, TimeProvider.System, Token);
        // Nothing changes between two questions.
        simulator.AddFault(new Fault(FaultKind.Pause));
        using var usual = Centre(simulator, "Streaming");
        using var library = Centre(simulator, "Sdk");
        var now = TimeProvider.System.GetUtcNow();
        var day = new IntervalQuery(
            new Interval(now.Date.AddDays(-1), now.Date), Granularity.QuarterHour,
            EdgeSet.Of([TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60)], [TimeSpan.FromSeconds(5)]), []);

        Assert.Equal(Text(await usual.GetQueuesAsync(Token).Soon()), Text(await library.GetQueuesAsync(Token).Soon()));
        Assert.Equal(Text((await usual.QueryIntervalsAsync(day, Token).Soon()).Rows), Text((await library.QueryIntervalsAsync(day, Token).Soon()).Rows));
        var (here, there) = (await usual.ObserveAsync([], Token).Soon(), await library.ObserveAsync([], Token).Soon());
        Assert.Equal(Text(here.Agents), Text(there.Agents));
        Assert.Equal(
            Text([.. here.Queues.Select(queue => (queue.Key, queue.Waiting, queue.Interacting))]),
            Text([.. there.Queues.Select(queue => (queue.Key, queue.Waiting, queue.Interacting))]));
    }

    [Fact]
    public async Task Question_Cancelled_EndsAtOnce()
    {
        await using var simulator = await SimulatorServer.StartAsync(new SimulatorOptions { Queues = 3 }, TimeProvider.System, Token);
        using var centre = Centre(simulator, "Sdk");
        await centre.AuthenticateAsync(Token).Soon();
        simulator.AddFault(new Fault(FaultKind.Hang));
        using var ends = new CancellationTokenSource();
        var asking = centre.ObserveAsync([], ends.Token);
        await ends.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.Soon());
    }

    [Fact]
    public async Task Question_MetricThatTheLibraryDoesNotKnow_IsRefusedByItsName()
    {
        var call = new ApiCall("ask", "api/v2/analytics/queues/observations/query", """{"metrics":["oWaiting","oInventedTomorrow"]}"""u8.ToArray());

        // Nothing is sent: there is nothing underneath.
        var refusal = await Assert.ThrowsAsync<RefusedResponseException>(
            () => new SdkApiClient(null!).QueryAsync(call, static (_, _) => new ValueTask<int>(0), new CallTally(), Token));

        Assert.Equal(["oInventedTomorrow"], refusal.MetricsOf(["oWaiting", "oInventedTomorrow"]));
    }

    [Fact]
    public async Task CustomerFirstCallbacks_ThroughTheLibrary_AreNotMeasured()
    {
        Fault[] faults = [new(FaultKind.Pause), new(FaultKind.CustomerFirst), new(FaultKind.RefusedMetric) { Text = "nCfcOffered" }];
        await using var simulator = await SimulatorServer.StartAsync(new SimulatorOptions { Queues = 30, Faults = [.. faults] }, TimeProvider.System, Token);
        using var usual = Centre(simulator, "Streaming");
        using var library = Centre(simulator, "Sdk");
        var now = TimeProvider.System.GetUtcNow();
        var day = new IntervalQuery(new Interval(now.Date.AddDays(-1), now.Date), Granularity.QuarterHour, EdgeSet.None, []);
        await usual.GetQueuesAsync(Token).Soon();
        await library.GetQueuesAsync(Token).Soon();

        var (here, there) = (await usual.QueryIntervalsAsync(day, Token).Soon(), await library.QueryIntervalsAsync(day, Token).Soon());

        Assert.Contains(there.Rows, row => row.Counts.CustomerFirst.Offered > 0);
        Assert.Equal(Text(here.Rows), Text(there.Rows));
        Assert.Equal(here.Notices, there.Notices);
    }

    private static IEnumerable<string> Text<T>(ImmutableArray<T> items) => items.Select(item => item!.ToString()!).Order(StringComparer.Ordinal);

    private static GenesysContactCentre Centre(SimulatorServer simulator, string client) => new(
        new GenesysOptions
        {
            ClientId = simulator.ClientId,
            ClientSecret = simulator.ClientSecret,
            Url = simulator.Address.ToString(),
            QuotaPerMinute = 10_000,
            Client = client,
        },
        TimeProvider.System, NullLoggerFactory.Instance);
}
