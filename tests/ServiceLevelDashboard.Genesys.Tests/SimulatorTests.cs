using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys.Connection;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Faults;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Genesys.Tests;

/// <summary>Client and simulator over real HTTP: they share no wire types, so that they cannot share a mistake.</summary>
public sealed class SimulatorTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly DateTimeOffset Now = new(2026, 9, 1, 14, 7, 0, TimeSpan.Zero);
    private static readonly Interval Morning = new(Now.Date.AddHours(8), Now.Date.AddHours(12));
    private static readonly EdgeSet Edges = EdgeSet.Of(
        new[] { 5, 10, 15, 20, 30, 45, 60, 90, 120, 180 }.Select(
            seconds => TimeSpan.FromSeconds(seconds)), [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20)]);

    [Fact]
    public async Task Query_SplitByEveryLimit_GivesTheSameRowsAsInOneQuestion()
    {
        await using var generous = await StartAsync(new SimulatorOptions { Queues = 30 });
        await using var strict = await StartAsync(new SimulatorOptions
        {
            Queues = 30,
            Limits = new SimulatorLimits
            {
                AcceptsUnfilteredAggregates = false,
                QueryInterval = TimeSpan.FromHours(2),
                Predicates = 7,
                Buckets = 60,
                RequestsPerMinute = 10_000,
            },
        });
        using var one = Centre(generous);
        using var many = Centre(strict);

        var whole = await one.QueryIntervalsAsync(Query(), Ct).Soon();
        var pieces = await many.QueryIntervalsAsync(Query(), Ct).Soon();

        Assert.Equal(2, whole.Calls); // twelve edges
        Assert.True(pieces.Calls > 8);
        Assert.NotEmpty(whole.Rows);
        Assert.Equal(Sorted(whole.Rows), Sorted(pieces.Rows));
    }

    [Fact]
    public async Task Query_Bands_AgreeWithTheCountsAndGenesysOwnLevel()
    {
        await using var simulator = await StartAsync(new SimulatorOptions { Queues = 30 });
        using var centre = Centre(simulator);

        var queues = await centre.GetQueuesAsync(Ct).Soon();
        var answer = await centre.QueryIntervalsAsync(Query(), Ct).Soon();

        Assert.Equal(30, queues.Length);
        Assert.All(answer.Rows, row =>
        {
            var bands = row.Counts.Bands!; // edges were asked for
            Assert.True(bands.AnsweredWithin[^1] <= row.Counts.Answered);
            Assert.Equal(bands.AnsweredWithin.Order(), bands.AnsweredWithin);
        });
        var targets = queues.ToDictionary(queue => queue.Id);
        var compared = 0;
        foreach (var row in answer.Rows)
        {
            var threshold = targets.GetValueOrDefault(row.Key.Queue)?.TargetFor(row.Key.Media)?.Threshold.TotalMilliseconds;
            var edge = threshold is null ? -1 : Edges.AnsweredMs.IndexOf((int)threshold);
            if (edge < 0 || row.Counts.Genesys is null)
            {
                continue;
            }
            Assert.Equal(row.Counts.Genesys.Numerator, row.Counts.Bands!.AnsweredWithin[edge]);
            compared++;
        }

        Assert.True(compared > 100, $"only {compared} rows were compared");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(FaultKind.AgentsByQueueAlone)]
    [InlineData(FaultKind.NothingByMediaType)]
    public async Task Observe_ManyQueues_GivesTheSameAsByIds(FaultKind? fault)
    {
        await using var generous = await StartAsync(new SimulatorOptions { Queues = 240, Faults = fault is { } kind ? [new Fault(kind)] : [] });
        await using var strict = await StartAsync(
            new SimulatorOptions { Queues = 240, Limits = new SimulatorLimits { AcceptsObservationsByMediaType = false } });
        using var one = Centre(generous);
        using var many = Centre(strict);
        var ids = (await one.GetQueuesAsync(Ct).Soon()).Select(queue => queue.Id).ToImmutableArray();

        var all = await one.ObserveAsync(ids, Ct).Soon();
        var parts = await many.ObserveAsync(ids, Ct).Soon();

        Assert.Equal((fault is null ? 1 : 3, 3), (all.Calls, parts.Calls)); // at once, and then by ids in two
        Assert.Equal(Texts(parts.Queues), Texts(all.Queues));
        Assert.Equal(Texts(parts.Agents), Texts(all.Agents));
        Assert.Equal(240, all.Agents.Length);
        Assert.Contains(all.Queues, queue => queue.LongestWait > TimeSpan.Zero && queue.LongestWait < TimeSpan.FromHours(3));
    }

    [Fact]
    public async Task Observe_QueueLeftOut_IsUnanswered()
    {
        await using var simulator = await StartAsync(
            new SimulatorOptions { Queues = 4, Faults = [new Fault(FaultKind.UnobservedQueue) { Text = "Fraud Line" }] });
        using var centre = Centre(simulator);
        var queues = await centre.GetQueuesAsync(Ct).Soon();

        var answer = await centre.ObserveAsync([.. queues.Select(queue => queue.Id)], Ct).Soon();

        Assert.Equal(queues.Single(queue => queue.Name == "Fraud Line").Id, Assert.Single(answer.Unanswered));
    }

    [Fact]
    public async Task Query_RangeTimesOutAndMetricIsRefused_GivesTheSameRowsWithout()
    {
        await using var generous = await StartAsync(new SimulatorOptions { Queues = 4 });
        await using var strict = await StartAsync(new SimulatorOptions
        {
            Queues = 4,
            Faults = [new Fault(FaultKind.TimedOutRange) { Value = 0.1 }, new Fault(FaultKind.RefusedMetric) { Text = "tHandle" }],
        });
        using var one = Centre(generous);
        using var many = Centre(strict);

        var whole = await one.QueryIntervalsAsync(Query(), Ct).Soon();
        var pieces = await many.QueryIntervalsAsync(Query(), Ct).Soon();

        Assert.Contains(pieces.Notices, notice => notice.Contains("tHandle", StringComparison.Ordinal));
        Assert.Equal(
            Sorted([.. whole.Rows.Select(row => row with { Counts = row.Counts with { Handle = default } }).Where(row => !row.Counts.IsZero)]),
            Sorted(pieces.Rows));
    }

    private static List<string> Texts<T>(IEnumerable<T> values) => [.. values.Select(value => $"{value}").Order(StringComparer.Ordinal)];

    [Theory]
    [InlineData(FaultKind.InternalServerError)]
    [InlineData(FaultKind.ServiceUnavailable)]
    [InlineData(FaultKind.CutBody)]
    [InlineData(FaultKind.MalformedJson)]
    [InlineData(FaultKind.HangInBody)]
    [InlineData(FaultKind.Hang)]
    public async Task Query_FaultOnce_IsOvercome(FaultKind kind)
    {
        await using var simulator = await StartAsync(new SimulatorOptions { Queues = 4 });
        // Only these wait until the time is over. On a busy machine an attempt after that may be too slow as well, so there are several.
        var hangs = kind is FaultKind.Hang or FaultKind.HangInBody;
        using var centre = Centre(simulator, retries: hangs ? 4 : 1, attemptTimeout: hangs ? TimeSpan.FromSeconds(2) : null);
        await centre.AuthenticateAsync(Ct).Soon();
        simulator.AddFault(new Fault(kind) { Count = 1 });

        var answer = await centre.QueryIntervalsAsync(Query(), Ct).Soon();

        Assert.InRange(answer.Calls, 3, hangs ? 6 : 3); // spoilt, answered, the further edges
        Assert.NotEmpty(answer.Rows);
    }

    [Fact]
    public async Task Query_TokenExpiredBefore_IsRenewed()
    {
        var clock = new FakeTimeProvider(Now);
        await using var simulator = await SimulatorServer.StartAsync(new SimulatorOptions { Queues = 4 }, clock, Ct);
        using var centre = Centre(simulator, retries: 0);
        await centre.AuthenticateAsync(Ct).Soon();
        simulator.AddFault(new Fault(FaultKind.ExpiredToken));
        clock.Advance(TimeSpan.FromSeconds(1));

        var answer = await centre.QueryIntervalsAsync(Query(), Ct).Soon();

        Assert.Equal((3, 5L), (answer.Calls, centre.Quota.CallsTotal)); // refused, answered, the further edges; two tokens
    }

    [Fact]
    public async Task Query_FaultThatStays_IsTheRightException()
    {
        await using var simulator = await StartAsync(new SimulatorOptions { Queues = 4 });
        using var centre = Centre(simulator, retries: 0);

        async Task<T> FailsAsync<T>(Fault fault, Func<Task> work)
            where T : Exception
        {
            simulator.ClearFaults();
            simulator.AddFault(fault);
            return await Assert.ThrowsAsync<T>(work);
        }

        await FailsAsync<AuthenticationFailedException>(new Fault(FaultKind.RefusedCredentials), () => centre.QueryIntervalsAsync(Query(), Ct));
        var forbidden = await FailsAsync<PermissionMissingException>(new Fault(FaultKind.Forbidden), () => centre.ObserveAsync([], Ct));
        Assert.Equal(["analytics:queueObservation:view"], forbidden.Missing);
        Assert.NotNull(forbidden.CorrelationId);
        var throttled = await FailsAsync<ThrottledException>(
            new Fault(FaultKind.TooManyRequests) { Value = 3600 }, () => centre.QueryIntervalsAsync(Query(), Ct));
        Assert.Equal(TimeSpan.FromHours(1), throttled.RetryAfter);
        await FailsAsync<UnavailableException>(new Fault(FaultKind.MissingPage) { Value = 1 }, () => centre.GetQueuesAsync(Ct));
        await FailsAsync<AuthenticationFailedException>(new Fault(FaultKind.Unauthorized), () => centre.QueryIntervalsAsync(Query(), Ct));
    }

    [Fact]
    public async Task ClockSkew_ServiceAhead_IsMeasured()
    {
        await using var simulator = await StartAsync(new SimulatorOptions { Queues = 4, Faults = [new Fault(FaultKind.ClockSkew) { Value = 120 }] });
        using var centre = Centre(simulator);

        var answer = await centre.ObserveAsync([], Ct).Soon();

        Assert.Equal(TimeSpan.FromSeconds(120), centre.ClockSkew);
        Assert.Equal(Now.AddSeconds(120), answer.ObservedAt);
    }

    private static IntervalQuery Query() => new(Morning, Granularity.QuarterHour, Edges, []);

    private static List<QueueInterval> Sorted(ImmutableArray<QueueInterval> rows) =>
        [.. rows.OrderBy(
            row => row.Key.Queue.Value, StringComparer.Ordinal).ThenBy(row => row.Key.Media.Name, StringComparer.Ordinal).ThenBy(row => row.Interval.Start)];

    private static Task<SimulatorServer> StartAsync(SimulatorOptions options) => SimulatorServer.StartAsync(options, new FakeTimeProvider(Now), Ct);

    private static GenesysContactCentre Centre(SimulatorServer simulator, int retries = 3, TimeSpan? attemptTimeout = null) => new(
        new GenesysOptions
        {
            ClientId = simulator.ClientId,
            ClientSecret = simulator.ClientSecret,
            Url = simulator.Address.ToString(),
            QuotaPerMinute = 10_000,
            Client = ClientUnderTest.Name,
            AttemptTimeout = attemptTimeout ?? TimeSpan.FromSeconds(60),
            TotalTimeout = TimeSpan.FromSeconds(100),
            Retries = retries,
        },
        new AnchoredTime(Now), NullLoggerFactory.Instance);

    /// <summary>Real timers, and a clock that says what the simulator's says.</summary>
    private sealed class AnchoredTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
