using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Tests.History;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Analytics.Tests.Forecasting;

public sealed class PastDaysTests
{
    private static readonly DateTimeOffset _midnight = Given.Utc("2026-08-31T22:00:00"); // of 1 September in Berlin
    private static readonly ImmutableArray<QueueId> _queues = [.. Enumerable.Range(0, 60).Select(i => new QueueId($"queue {i}"))];

    private readonly FakeDurableArchive _archive = new();
    private readonly FakeTimeProvider _clock = new(_midnight);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadInPartsAsync_ManyQueues_RestsAsLongAsEachPartTook()
    {
        var parts = (await StartAsync()).GetAsyncEnumerator(Cancellation);
        await using var scope = parts.ConfigureAwait(false);

        Assert.True(await parts.MoveNextAsync());
        Assert.Equal((25, 25), (parts.Current.Queues, parts.Current.Days.Count));
        _clock.Advance(TimeSpan.FromSeconds(3));

        var second = parts.MoveNextAsync().AsTask();
        _clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(second.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(await second.Soon());
        Assert.Equal(25, parts.Current.Queues);
    }

    [Fact]
    public async Task ReadInPartsAsync_AllParts_HoldEachQueueOnce()
    {
        var seen = new List<QueueMedia>();
        await foreach (var (_, days) in (await StartAsync()).WithCancellation(Cancellation))
        {
            seen.AddRange(days.Keys);
        }

        Assert.Equal(_queues.Select(static id => Given.Voice(id.Value)).OrderBy(Name), seen.OrderBy(Name));

        static string Name(QueueMedia key) => key.Queue.Value;
    }

    /// <summary>One day of all queues, a contact each.</summary>
    private async Task<IAsyncEnumerable<(int Queues, Dictionary<QueueMedia, ImmutableArray<DayCurve>> Days)>> StartAsync()
    {
        var edges = EdgeSet.Of([TimeSpan.FromSeconds(20)], []);
        var noon = new Interval(_midnight.AddHours(-12), _midnight.AddHours(-11.75));
        await _archive.MergeAsync(
            new Coverage(new Interval(_midnight.AddDays(-1), _midnight), Granularity.QuarterHour, edges, [], _midnight),
            [.. _queues.Select(id => new QueueInterval(Given.Voice(id.Value), noon, new ContactCounts { Offered = 1, Bands = new Bands(edges, [0], []) }))],
            Cancellation);
        var slots = new DaySlots(SiteCalendar.AtMidnight(Given.Berlin), Granularity.QuarterHour);
        return new PastDays(_archive, slots, ServiceLevelDefinition.Default).ReadInPartsAsync(
            [new DateOnly(2026, 8, 31)], _queues, static _ => null, _clock, Cancellation);
    }
}
