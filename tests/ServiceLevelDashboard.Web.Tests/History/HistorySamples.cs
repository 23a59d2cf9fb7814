using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Tests.Explain;
using ServiceLevelDashboard.Web.Tests.Queue;

namespace ServiceLevelDashboard.Web.Tests.History;

/// <summary>Two days of March 2026: billing by voice and chat (20 s) and sales by voice (30 s).</summary>
internal static class HistorySamples
{
    public static readonly DateOnly Monday = new(2026, 3, 2);

    public static readonly DateOnly Tuesday = new(2026, 3, 3);

    public static readonly DateTimeOffset Now = new(2026, 3, 5, 12, 0, 0, TimeSpan.Zero);

    public static readonly QueueMedia BillingVoice = new(new QueueId("billing"), MediaType.Voice);

    public static readonly QueueMedia BillingChat = new(new QueueId("billing"), MediaType.Chat);

    public static readonly QueueMedia SalesVoice = new(new QueueId("sales"), MediaType.Voice);

    public static readonly HistoryRequest Request = new(Monday, Tuesday);

    /// <summary>Of ten answered: one, two and five late; on Tuesday a hundred by billing's voice, none late.</summary>
    public static FakeArchive Archive() => new()
    {
        Rows =
        [
            Row(BillingVoice, Monday, 10, 1), Row(BillingChat, Monday, 10, 2), Row(SalesVoice, Monday, 10, 5),
            Row(BillingVoice, Tuesday, 100, 0),
        ],
        Covered = [ExplainSamples.Fetched(Days(Monday, Tuesday), Now)],
        Versions =
        [
            Version("billing", "Billing", (MediaType.Voice, 20), (MediaType.Chat, 20)),
            Version("sales", "Sales", (MediaType.Voice, 30)),
        ],
    };

    public static Interval Days(DateOnly from, DateOnly to) => SiteCalendar.AtMidnight(QueueSamples.London).RangeOf(new DateRange(from, to));

    public static QueueInterval Row(QueueMedia key, DateOnly day, int answered, int late)
    {
        var start = new DateTimeOffset(day.ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero);
        return new QueueInterval(key, new Interval(start, start.AddMinutes(15)), QueueSamples.Counts(answered, answered, late, 0) with
        {
            Bands = new Bands(ExplainSamples.Edges, [answered - late, answered], [0]),
        });
    }

    public static PastReader History(FakeArchive archive, IContactCentre? centre = null, ContractTerms? terms = null, IHistory? history = null) => new(
        history ?? archive, archive, new FakeSnapshots(QueueSamples.Empty), new FakeContracts(terms), ExplainSamples.Settings, centre ?? new FakeCentre(),
        new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now));

    private static QueueVersion Version(string id, string name, params ReadOnlySpan<(MediaType Media, int Seconds)> targets)
    {
        var all = ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty;
        foreach (var (media, seconds) in targets)
        {
            all = all.Add(media, new ServiceLevelTarget(0.8m, TimeSpan.FromSeconds(seconds)));
        }
        return new QueueVersion(new Domain.Targets.Queue(new QueueId(id), name, null, all), Now.AddDays(-90), null);
    }
}

/// <summary>Answers one question for intervals, or refuses.</summary>
internal sealed class FakeCentre : IContactCentre
{
    public bool IsSimulated { get; init; }

    public IntervalQuery? Asked { get; private set; }

    public Func<IntervalQuery, IntervalResponse>? Answer { get; init; }

    public QuotaUse Quota => new(0, 150, 300, 0, 0);

    public Task<IntervalResponse> QueryIntervalsAsync(IntervalQuery query, CancellationToken cancellationToken)
    {
        Asked = query;
        return Answer is { } answer ? Task.FromResult(answer(query)) : throw new UnavailableException("Nobody answers.");
    }

    public Task<ImmutableArray<Domain.Targets.Queue>> GetQueuesAsync(CancellationToken cancellationToken) => throw new NotSupportedException("not asked here");

    public Task<ObservationResponse> ObserveAsync(ImmutableArray<QueueId> queues, CancellationToken cancellationToken) =>
        throw new NotSupportedException("not asked here");
}
