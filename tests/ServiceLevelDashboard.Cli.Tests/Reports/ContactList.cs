using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Cli.Tests.Reports;

/// <summary>
/// A contact centre over a list of contacts: counts rows by event, as Genesys does, with the edges that it is asked for.
/// Its own service level is that of each queue's target, abandons counted, as by default.
/// </summary>
internal sealed class ContactList(ImmutableArray<Queue> queues, ImmutableArray<Contact> contacts) : IContactCentre
{
    public static readonly TimeSpan ShortLimit = TimeSpan.FromSeconds(5);

    public List<IntervalQuery> Asked { get; } = [];

    public DateTimeOffset AnsweredAt { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>The finest granularity that it answers with.</summary>
    public Granularity Finest { get; init; } = Granularity.FiveMinutes;

    public ImmutableArray<string> Notices { get; init; } = [];

    public QuotaUse Quota => new(0, 150, 300, Asked.Count, 0);

    public Task<ImmutableArray<Queue>> GetQueuesAsync(CancellationToken cancellationToken) => Task.FromResult(queues);

    public Task<IntervalResponse> QueryIntervalsAsync(IntervalQuery query, CancellationToken cancellationToken)
    {
        Asked.Add(query);
        var granularity = query.Granularity.Length < Finest.Length ? Finest : query.Granularity;
        var rows = from contact in contacts
                   where query.Queues.IsEmpty || query.Queues.Contains(contact.Key.Queue)
                   from row in RowsOf(contact, granularity, query.Edges)
                   where granularity.SnapOutward(query.Range).Contains(row.Interval)
                   group row.Counts by (row.Key, row.Interval) into cell
                   select new QueueInterval(cell.Key.Key, cell.Key.Interval, Judged(cell.Key.Key, ContactCounts.Sum(cell)));
        return Task.FromResult(new IntervalResponse([.. rows], granularity, AnsweredAt, 1, granularity == query.Granularity ? [] : Notices));
    }

    public Task<ObservationResponse> ObserveAsync(ImmutableArray<QueueId> queues, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Reports observe nothing.");

    private IEnumerable<QueueInterval> RowsOf(Contact contact, Granularity granularity, EdgeSet edges)
    {
        var none = new Bands(edges, [.. edges.AnsweredMs.Select(_ => 0)], [.. edges.AbandonedMs.Select(_ => 0)]);
        yield return new QueueInterval(contact.Key, At(contact.OfferedAt), new ContactCounts { Offered = 1, Bands = none });
        var ms = (long)contact.Wait.TotalMilliseconds;
        var wait = new DurationStatistics(1, ms, ms);
        var handle = (long)contact.Handle.TotalMilliseconds;
        yield return new QueueInterval(contact.Key, At(contact.EndedWaitingAt), contact.Outcome switch
        {
            Outcome.Answered =>
                new ContactCounts
                {
                    AnswerWait = wait,
                    OverSla = contact.Wait > TargetOf(contact.Key)?.Threshold ? 1 : 0,
                    Handle = new DurationStatistics(1, handle, handle),
                    Bands = new Bands(edges, Within(edges.AnsweredMs, ms), none.AbandonedWithin),
                },
            Outcome.Abandoned =>
                new ContactCounts
                {
                    AbandonWait = wait,
                    ShortAbandoned = contact.Wait <= ShortLimit ? 1 : 0,
                    Bands = new Bands(
                    edges, none.AnsweredWithin, Within(edges.AbandonedMs, ms))
                },
            _ => new ContactCounts { FlowOutWait = wait, Bands = none },
        });

        Interval At(DateTimeOffset instant) => new(granularity.Floor(instant), granularity.Floor(instant) + granularity.Length);
    }

    private ContactCounts Judged(QueueMedia key, ContactCounts counts)
    {
        if (TargetOf(key) is not { } target || counts.Answered + counts.Abandoned == 0)
        {
            return counts;
        }
        return counts with { Genesys = new GenesysServiceLevel(counts.Answered - counts.OverSla, counts.Answered + counts.Abandoned, target.Ratio) };
    }

    private ServiceLevelTarget? TargetOf(QueueMedia key) => queues.FirstOrDefault(q => q.Id == key.Queue)?.TargetFor(key.Media);

    private static ImmutableArray<int> Within(ImmutableArray<int> edges, long waitMs) => [.. edges.Select(edge => waitMs <= edge ? 1 : 0)];
}
