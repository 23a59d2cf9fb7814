using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Tests.Past;

/// <summary>A contact of which every figure can be counted the slow way.</summary>
internal sealed record PastContact(QueueMedia Key, DateTimeOffset At, TimeSpan Wait, bool IsAnswered);

/// <summary>Contacts as an archive has kept them in quarter hours, counted at every wait that anything is measured at; whole days also as sums.</summary>
internal sealed class KeptContacts : IHistory, IDurableIntervalArchive, IDailyArchive, IQueueHistory
{
    /// <summary>The waits that are counted at.</summary>
    public static readonly EdgeSet Edges = EdgeSet.Of(Seconds, Seconds);

    private readonly ImmutableArray<QueueInterval> _rows;
    private readonly Interval _covered;
    private readonly ImmutableArray<QueueVersion> _versions;

    /// <summary>Makes an archive.</summary>
    /// <param name="contacts">The contacts; each is answered or given up in the interval in which it came.</param>
    /// <param name="versions">The queues over time: Genesys' own figures are by the target of each time.</param>
    /// <param name="covered">What was fetched, in whole hours.</param>
    public KeptContacts(IEnumerable<PastContact> contacts, ImmutableArray<QueueVersion> versions, Interval covered)
    {
        (_covered, _versions) = (covered, versions);
        _rows =
        [
            .. from contact in contacts
               let start = Granularity.QuarterHour.Floor(contact.At)
               group contact by (contact.Key, Interval: new Interval(start, start.AddMinutes(15))) into cell
               orderby cell.Key.Interval.Start
               select new QueueInterval(cell.Key.Key, cell.Key.Interval, CountsOf(cell.Key.Key, cell.Key.Interval.Start, [.. cell])),
        ];
    }

    /// <summary>How many days were answered with a sum.</summary>
    public int DaysSummed { get; private set; }

    public TimeSpan SettlesAfter => TimeSpan.FromHours(3);

    private static IEnumerable<TimeSpan> Seconds => PastScenario.Thresholds.Select(seconds => TimeSpan.FromSeconds(seconds));

    public Task<KeptHistory> ReadAsync(Interval range, ImmutableArray<QueueId> queues, CancellationToken cancellationToken)
    {
        var whole = Granularity.Hour.SnapOutward(range);
        return Task.FromResult(new KeptHistory(whole, RowsIn(whole, queues), CoveredIn(whole), []));
    }

    public async IAsyncEnumerable<KeptHistory> ReadDaysAsync(
        ImmutableArray<Interval> days, TimeZoneInfo zone, ImmutableArray<QueueId> queues, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var day in days)
        {
            yield return new KeptHistory(day, SumsOf(day, queues), CoveredIn(day), []);
        }
    }

    public Task<ArchivedIntervals> ReadAsync(Interval range, Granularity granularity, CancellationToken cancellationToken) =>
        Task.FromResult(granularity == Granularity.QuarterHour ? new ArchivedIntervals(RowsIn(range, []), CoveredIn(range)) : new ArchivedIntervals([], []));

    public async Task<ImmutableArray<Coverage>> CoverageAsync(Interval range, Granularity granularity, CancellationToken cancellationToken) =>
        (await ReadAsync(range, granularity, cancellationToken)).Covered;

    Task<ImmutableArray<QueueVersion>> IQueueHistory.ReadAsync(Interval range, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<QueueVersion>>([.. _versions.Where(v => v.From < range.End && (v.To is null || v.To > range.Start))]);

    public Task MergeAsync(Coverage coverage, ImmutableArray<QueueInterval> rows, CancellationToken cancellationToken) =>
        throw new NotSupportedException("not asked here");

    public Task RecordAsync(ImmutableArray<Domain.Targets.Queue> queues, DateTimeOffset at, CancellationToken cancellationToken) =>
        throw new NotSupportedException("not asked here");

    public Task<DateTimeOffset?> LastFetchAsync(Granularity granularity, CancellationToken cancellationToken) =>
        throw new NotSupportedException("not asked here");

    public Task<long> CorrectionsAsync(Interval range, CancellationToken cancellationToken) => Task.FromResult(0L);

    Task<ImmutableArray<DailySums>> IDailyArchive.ReadAsync(
        ImmutableArray<Interval> days, TimeZoneInfo zone, ImmutableArray<QueueId> queues, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<DailySums>>(
            [.. days.Where(day => _covered.Contains(day)).Select(day => new DailySums(CoveredIn(day)[0], SumsOf(day, queues)))]);

    public Task<ImmutableArray<Interval>> UnsummedAsync(SiteCalendar calendar, DateTimeOffset now, CancellationToken cancellationToken) =>
        throw new NotSupportedException("not asked here");

    public Task<bool> SumAsync(Interval day, TimeZoneInfo zone, CancellationToken cancellationToken) => throw new NotSupportedException("not asked here");

    public Task<int> KeepOnlyAsync(ImmutableArray<SiteCalendar> calendars, CancellationToken cancellationToken) =>
        throw new NotSupportedException("not asked here");

    private ImmutableArray<QueueInterval> SumsOf(Interval day, ImmutableArray<QueueId> queues)
    {
        DaysSummed++;
        return [.. RowsIn(day, queues).GroupBy(r => (r.Key, r.Counts.JudgedBy))
            .Select(g => new QueueInterval(g.Key.Key, day, ContactCounts.Sum(g.Select(r => r.Counts))))];
    }

    private ContactCounts CountsOf(QueueMedia key, DateTimeOffset start, ImmutableArray<PastContact> contacts)
    {
        ImmutableArray<PastContact> answered = [.. contacts.Where(c => c.IsAnswered)], abandoned = [.. contacts.Where(c => !c.IsAnswered)];
        var versions = _versions.Where(v => v.Queue.Id == key.Queue).ToList();
        var target = (versions.LastOrDefault(v => v.From <= start) ?? versions.FirstOrDefault())?.Queue.TargetFor(key.Media);
        var late = target is null ? 0 : answered.Count(c => c.Wait > target.Threshold);
        return new ContactCounts
        {
            Offered = contacts.Length,
            AnswerWait = WaitOf(answered),
            AbandonWait = WaitOf(abandoned),
            Wait = WaitOf(contacts),
            ShortAbandoned = abandoned.Count(c => c.Wait <= TimeSpan.FromSeconds(5)),
            OverSla = late,
            Bands = new Bands(Edges, Within(Edges.AnsweredMs, answered), Within(Edges.AbandonedMs, abandoned)),
            Genesys = target is null ? null : new GenesysServiceLevel(answered.Length - late, contacts.Length, target.Ratio),
        };
    }

    private static DurationStatistics WaitOf(ImmutableArray<PastContact> contacts) =>
        new(contacts.Length, contacts.Sum(c => (long)c.Wait.TotalMilliseconds), contacts.Select(c => (long)c.Wait.TotalMilliseconds).DefaultIfEmpty().Max());

    private static ImmutableArray<int> Within(ImmutableArray<int> edges, ImmutableArray<PastContact> contacts) =>
        [.. edges.Select(edge => contacts.Count(c => c.Wait.TotalMilliseconds <= edge))];

    private ImmutableArray<QueueInterval> RowsIn(Interval range, ImmutableArray<QueueId> queues) =>
        [.. _rows.Where(r => range.Contains(r.Interval.Start) && (queues.IsDefaultOrEmpty || queues.Contains(r.Key.Queue)))];

    private ImmutableArray<Coverage> CoveredIn(Interval range) => !range.Overlaps(_covered) ? [] :
    [
        new Coverage(
            new Interval(range.Start > _covered.Start ? range.Start : _covered.Start, range.End < _covered.End ? range.End : _covered.End),
            Granularity.QuarterHour, Edges, [], _covered.End.AddDays(1)) { IsSettled = true },
    ];
}
