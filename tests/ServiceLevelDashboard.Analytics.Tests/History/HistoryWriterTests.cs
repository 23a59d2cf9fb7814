using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.History;

public sealed class HistoryWriterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Noon);
    private readonly FakeDurableArchive _durable = new();
    private readonly InMemoryIntervalArchive _memory = new();
    private readonly HistoryWriter _writer;

    public HistoryWriterTests() => _writer = new HistoryWriter(_memory, _durable, _durable, _durable, _durable, _clock, NullLogger<HistoryWriter>.Instance);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_AfterAMerge_CarriesRowsAndCoverage()
    {
        await MergeAsync(Noon.AddHours(-1), Noon, Row(Noon.AddMinutes(-30), 5));
        Assert.True(await _writer.WriteAsync(Cancel));

        var kept = await _durable.ReadAsync(new Interval(Noon.AddHours(-1), Noon), Granularity.QuarterHour, Cancel);
        Assert.Equal(Row(Noon.AddMinutes(-30), 5), Assert.Single(kept.Rows));
        Assert.Equal(Noon, Assert.Single(kept.Covered).FetchedAt);
        Assert.Equal((Noon, null), (_writer.Current.WrittenAt, _writer.Current.FailingSince));
    }

    [Fact]
    public async Task Write_WithNothingNew_MergesNothing()
    {
        await MergeAsync(Noon.AddHours(-1), Noon);
        await _writer.WriteAsync(Cancel);
        await _writer.WriteAsync(Cancel);
        Assert.Equal(1, _durable.Merges);
    }

    [Fact]
    public async Task Write_ArchiveAwayForTwoHours_SaysSinceWhenAndCatchesUpWithoutAGap()
    {
        _durable.IsAway = true;
        for (var minute = 0; minute <= 120; minute += 15)
        {
            await MergeAsync(_clock.GetUtcNow().AddMinutes(-15), _clock.GetUtcNow(), Row(_clock.GetUtcNow().AddMinutes(-15), minute + 1));
            Assert.False(await _writer.WriteAsync(Cancel));
            _clock.Advance(TimeSpan.FromMinutes(15));
        }

        Assert.Equal(Noon, _writer.Current.FailingSince);
        Assert.Contains("No space left on device", _writer.Current.Message, StringComparison.Ordinal);

        _durable.IsAway = false;
        Assert.True(await _writer.WriteAsync(Cancel));
        Assert.False(_writer.Current.IsFailing);
        var kept = await _durable.ReadAsync(new Interval(Noon.AddHours(-1), Noon.AddHours(3)), Granularity.QuarterHour, Cancel);
        Assert.Equal([1, 16, 31, 46, 61, 76, 91, 106, 121], kept.Rows.Select(r => r.Counts.Offered));
    }

    [Fact]
    public async Task Write_Observations_GathersAMinuteAndLosesNoneInAnOutage()
    {
        for (var i = 0; i < 4; i++)
        {
            _writer.NoteObservations(Seen(waiting: i), Granularity.QuarterHour);
            _durable.IsAway = i == 2;
            await _writer.WriteAsync(Cancel);
            _clock.Advance(TimeSpan.FromSeconds(30));
        }

        _clock.Advance(TimeSpan.FromMinutes(1));
        await _writer.WriteAsync(Cancel);
        var contacts = _durable.Observed.Where(o => o.Media == MediaType.Voice).Aggregate(default(Spread), (sum, o) => sum + o.Count);
        Assert.Equal(new Spread(4, 0, 6, 3), contacts);
        var idle = _durable.Observed.Where(o => o.Status == AgentStatus.Idle).Aggregate(default(Spread), (sum, o) => sum + o.Count);
        Assert.Equal(new Spread(4, 1, 4, 1), idle);
    }

    [Fact]
    public async Task Write_MistakeOfTheProgram_IsNotTakenForAnOutage()
    {
        _writer.NoteIntervals(new Interval(Noon, Noon.AddMinutes(15)), Granularity.QuarterHour);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _writer.WriteAsync(cancelled.Token));
        Assert.False(_writer.Current.IsFailing);
    }

    private static ObservationResponse Seen(int waiting) => new(
        [new QueueObservation(new QueueMedia(new QueueId("a"), MediaType.Voice), waiting, 0, null)],
        [new AgentObservation(new QueueId("a"), 1, 2, 0, 0, 3)],
        Noon,
        1);

    private static QueueInterval Row(DateTimeOffset start, int offered) => new(
        new QueueMedia(new QueueId("a"), MediaType.Voice),
        new Interval(start, start.AddMinutes(15)),
        new ContactCounts { Offered = offered });

    private async Task MergeAsync(DateTimeOffset from, DateTimeOffset to, params ImmutableArray<QueueInterval> rows)
    {
        var range = new Interval(from, to);
        await _memory.MergeAsync(new Coverage(range, Granularity.QuarterHour, EdgeSet.None, [], to), rows, Cancel);
        _writer.NoteIntervals(range, Granularity.QuarterHour);
    }
}
