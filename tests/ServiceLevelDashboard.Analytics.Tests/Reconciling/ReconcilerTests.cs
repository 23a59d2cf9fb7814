using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Reconciling;
using ServiceLevelDashboard.Analytics.Tests.Collecting;
using ServiceLevelDashboard.Analytics.Tests.History;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Reconciling;

/// <summary>The collector asks a contact centre whose switches the test turns; the reconciler finds out.</summary>
public sealed class ReconcilerTests : IDisposable
{
    private static readonly GenesysSwitches Default = new();
    private static readonly GenesysSwitches WithFlowOuts = new(IncludeFlowOuts: true);

    private readonly WatchedTime _time = new(Given.Utc("08:07"));
    private readonly FakeDurableArchive _durable = new();
    private readonly FakeContactCentre _centre;
    private readonly SnapshotStore _store;
    private readonly Reconciler _reconciler;
    private readonly Collector _collector;

    public ReconcilerTests()
    {
        _centre = new FakeContactCentre(_time) { Queues = { Given.QueueWithTarget("a") } };
        _store = new SnapshotStore(_time, NullLogger<SnapshotStore>.Instance);
        _reconciler = New(_durable);
        _collector = Collectors.New(_centre, _store, Settings, _time, reconciler: _reconciler);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DashboardSettings Settings => new() { Zone = Given.Berlin, JitterRatio = 0 };

    private ReconciliationState State => _reconciler.Current;

    public void Dispose() => _reconciler.Dispose();

    [Fact]
    public async Task Turn_RowsOfTheDay_AgreeAndTellTheSwitches()
    {
        Answer(Default, "2026-08-31T21:45", "06:00", "06:15", "06:30");
        await MergeAsync();

        Assert.Equal([Default], State.Inference!.Fitting);
        // One row taught the setting (each tells all six apart); yesterday's row is not of the day.
        Assert.Equal((2, 2, 1), (State.Today!.Agreeing, State.Today.Compared, State.Today.UsedToInfer));
        Assert.Equal((Default, false), (State.Switches, State.IsConfirmed));
        Assert.Equal(_time.GetUtcNow(), State.At);
    }

    [Fact]
    public async Task Turn_OneNumeratorAltered_NamesItsRow()
    {
        Answer(Default, "06:00", "06:15", "06:30");
        var own = _centre.Rows[1].Counts.Genesys!;
        _centre.Rows[1] = _centre.Rows[1] with { Counts = _centre.Rows[1].Counts with { Genesys = own with { Numerator = own.Numerator + 1 } } };
        await MergeAsync();

        Assert.Equal(_centre.Rows[1], Assert.Single(State.Today!.Mismatches).Row);
    }

    [Fact]
    public async Task Turn_SwitchesFlipped_AreDatedAndTheDayIsReadAgain()
    {
        // Four hours of quarter hours: the trailing three are read again, the first hour is not.
        var starts = Enumerable.Range(0, 16).Select(i => Given.Utc("04:00").AddMinutes(15 * i)).ToArray();
        Answer(Default, starts);
        await MergeAsync();
        var before = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromSeconds(30));
        Answer(WithFlowOuts, starts);
        await MergeAsync();

        var change = Assert.Single(State.Changes);
        Assert.Equal(new SwitchRestatement(Default, WithFlowOuts, _time.GetUtcNow(), before, Given.Utc("05:00")), change);
        Assert.Equal(change, State.NewsAt(_time.GetUtcNow().AddHours(23)));
        Assert.Equal(WithFlowOuts, State.Switches);
        Assert.Empty(State.Today!.Mismatches);

        _time.Advance(TimeSpan.FromSeconds(30));
        await MergeAsync();
        Assert.Equal(Given.Utc("2026-08-31T22:00"), _centre.Queries[^1].Range.Start);
        Assert.Null(State.Inference!.Change);
        Assert.Single(State.Changes);
        Assert.Equal(15, State.Today!.Agreeing);

        _time.Advance(TimeSpan.FromSeconds(30));
        await MergeAsync();
        Assert.Equal(Given.Utc("05:00"), _centre.Queries[^1].Range.Start);
    }

    [Fact]
    public async Task Turn_RowsTooFewForAChange_AreMismatchesAndNotBelieved()
    {
        Answer(Default, "06:00", "06:15", "06:30", "06:45");
        await MergeAsync();
        Answer(WithFlowOuts, "07:00", "07:15");
        await MergeAsync();

        Assert.Empty(State.Changes);
        Assert.Equal([Default], State.Possible);
        Assert.Equal(2, State.Today!.Mismatches.Length);
        Assert.True(State.Inference!.IsContradictory);
    }

    [Fact]
    public async Task Confirm_WhatFits_EndsTheSuffixSurvivesARestartAndCountsEveryRow()
    {
        Answer(Default, "06:00", "06:15", "06:30");
        await MergeAsync();

        Assert.True(await _reconciler.ConfirmAsync(Default, Actor.Person("Ann", "Ann"), Token));

        Assert.True(State.IsConfirmed);
        Assert.Equal((3, 0), (State.Today!.Agreeing, State.Today.UsedToInfer));
        using var restarted = New(_durable);
        await restarted.TurnAsync(hasOthers: false, learns: true, Token);
        Assert.True(restarted.Current.IsConfirmed);
        Assert.Equal(_time.GetUtcNow(), restarted.Current.ConfirmedAt);
    }

    [Fact]
    public async Task Turn_ConfirmedSettingNoLongerFits_IsAChangeAndNoLongerConfirmed()
    {
        await _reconciler.ConfirmAsync(Default, Actor.Person("Ann", "Ann"), Token);
        _time.Advance(TimeSpan.FromSeconds(30));
        Answer(WithFlowOuts, "06:00", "06:15", "06:30");
        await MergeAsync();

        Assert.Equal((WithFlowOuts, false), (State.Switches, State.IsConfirmed));
        Assert.Equal((Default, WithFlowOuts), (State.Changes[0].Before, State.Changes[0].After));
        Assert.NotNull(State.NewsAt(_time.GetUtcNow()));
        await _reconciler.ConfirmAsync(WithFlowOuts, Actor.Person("Ann", "Ann"), Token);
        Assert.True(State.IsConfirmed);
        Assert.Null(State.NewsAt(_time.GetUtcNow()));
    }

    [Fact]
    public async Task Snapshot_GenesysGaveNoDenominator_IsReckonedWithTheSwitchesInForce()
    {
        Answer(WithFlowOuts, "06:00", "06:15", "06:30");
        _centre.Queues.Add(Given.QueueWithTarget("b"));
        await _collector.RefreshQueuesAsync(Token);
        _centre.Rows.Add(Row("b", Given.Utc("06:00"), WithFlowOuts, gives: false));
        await MergeAsync();
        _time.Advance(TimeSpan.FromSeconds(30));
        await MergeAsync();

        var snapshot = _store.For(Visibility.Everything).Snapshot!;
        Assert.Equal(WithFlowOuts, snapshot.Definition.Switches);
        // 10 answered, 6 abandoned and 3 flow-outs.
        Assert.Equal(new ServiceLevel(8, 19), snapshot.Find(Given.Voice("b"))!.DayLevel.Exact);
        Assert.Equal("b", Assert.Single(State.Today!.GaveNone).Row.Key.Queue.Value);
    }

    [Fact]
    public async Task Confirm_ArchiveAway_HoldsAndIsWrittenWhenItIsBack()
    {
        _durable.IsAway = true;
        Answer(Default, "06:00", "06:15", "06:30");
        await MergeAsync();

        Assert.False(await _reconciler.ConfirmAsync(Default, Actor.Person("Ann", "Ann"), Token));
        Assert.True(State.IsConfirmed);
        _durable.IsAway = false;
        await _reconciler.TurnAsync(hasOthers: false, learns: true, Token);
        using var restarted = New(_durable);
        await restarted.TurnAsync(hasOthers: false, learns: true, Token);
        Assert.True(restarted.Current.IsConfirmed);
    }

    [Fact]
    public void Ledger_AsADocument_ReadsBackTheSame()
    {
        var change = new SwitchRestatement(Default, new GenesysSwitches(false), Given.Utc("08:00"), null, Given.Utc("05:00"));
        var ledger = new SwitchLedger { Possible = [new(false), WithFlowOuts], Changes = [change], Confirmed = Default, ConfirmedAt = Given.Utc("07:00") };

        var json = JsonSerializer.Serialize(ledger, SwitchLedger.Kind.Json);
        Assert.Equal(ledger, JsonSerializer.Deserialize(json, SwitchLedger.Kind.Json));
        Assert.DoesNotContain("isConfirmed", json, StringComparison.Ordinal);
    }

    private Reconciler New(IDocumentStore documents) =>
        new(Settings, _time, NullLogger<Reconciler>.Instance, new DocumentRepository<SwitchLedger>(documents, SwitchLedger.Kind, _time));

    private void Answer(GenesysSwitches switches, params string[] starts) => Answer(switches, [.. starts.Select(Given.Utc)]);

    private void Answer(GenesysSwitches switches, params DateTimeOffset[] starts)
    {
        _centre.Rows.RemoveAll(r => starts.Contains(r.Interval.Start));
        _centre.Rows.AddRange(starts.Select(start => Row("a", start, switches)));
    }

    /// <summary>A row whose denominator is another under each of the six settings.</summary>
    private static QueueInterval Row(string queue, DateTimeOffset start, GenesysSwitches switches, bool gives = true)
    {
        var counts = Given.Counts(10, 2) with
        {
            AbandonWait = new DurationStatistics(6, 60_000, 30_000),
            ShortAbandoned = 1,
            FlowOutWait = new DurationStatistics(3, 60_000, 30_000),
        };
        var own = new GenesysServiceLevel(8, ServiceLevelCalculator.GenesysDenominator(counts, switches), 0.8m);
        return new QueueInterval(Given.Voice(queue), new Interval(start, start.AddMinutes(15)), counts with { Genesys = gives ? own : null });
    }

    private async Task MergeAsync()
    {
        await _collector.RefreshIntervalsAsync(Token);
        await _reconciler.TurnAsync(hasOthers: false, learns: true, Token);
    }
}
