using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>
/// Reads the past as flat rows, a part at a time, each part a question to <see cref="PastEngine"/>: memory does not grow with the range. No call is made to
/// the contact centre.
/// </summary>
/// <param name="history">What is kept.</param>
/// <param name="targets">What each queue is measured by.</param>
/// <param name="now">The present moment: nothing is known beyond it.</param>
public sealed class SeriesReader(IHistory history, TargetResolver targets, DateTimeOffset now)
{
    /// <summary>So many rows at most are held at a time, unless one day or hour of the queues has more.</summary>
    public const int RowsAtOnce = 50_000;

    /// <summary>Media types of a queue where all are asked for; two or three carry nearly everything.</summary>
    private const int UsualMedia = 2;

    /// <summary>The rows, oldest period first; within a part by time, then queue and media type.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<SeriesRow> ReadAsync(
        SeriesRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var part in PartsOf(request))
        {
            foreach (var row in await ReadAsync(request, part, cancellationToken).ConfigureAwait(false))
            {
                yield return row;
            }
        }
    }

    /// <summary>
    /// How a request is read, part after part, oldest first: whole days of the sites, or spans of some hours. Empty when nothing of it has begun.
    /// </summary>
    public IEnumerable<SeriesPart> PartsOf(SeriesRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request is { Granularity: null, Dates: { } dates })
        {
            return dates.Days.Select(date => new SeriesPart(date, default)).Where(part => RangeOf(request, part).Length > TimeSpan.Zero);
        }
        var range = RangeOf(request);
        return Spans(range, HoursAtOnce(request)).Select(static span => new SeriesPart(null, span));
    }

    /// <summary>The rows of one part.</summary>
    public async Task<IEnumerable<SeriesRow>> ReadAsync(SeriesRequest request, SeriesPart part, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(part);
        var queues = PastQuery.QueuesOf(request.Queues, request.Sees, targets);
        var query = new PastQuery
        {
            Periods = PeriodsOf(request, part, queues),
            Queues = queues,
            Media = request.Media is [var only] ? only : null,
            Sees = request.Sees,
        };
        var past = await PastEngine.ReadAsync(query, new ArchiveSource(history, progress: null), targets, cancellationToken).ConfigureAwait(false);
        return RowsOf(request, query, past);
    }

    /// <summary>
    /// A fingerprint that an answer can be known by as long as it cannot change: of what is kept, of corrections to it, of names, targets and definitions,
    /// and of what may be seen. Null while anything of the range is not known, or has not settled.
    /// </summary>
    /// <param name="request">What is asked.</param>
    /// <param name="asked">How the answer is written: it is in the fingerprint too.</param>
    /// <param name="archive">What is kept.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<string?> FingerprintAsync(SeriesRequest request, string asked, IDurableIntervalArchive archive, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(archive);
        var range = RangeOf(request);
        if (range.Length == TimeSpan.Zero || range.End + archive.SettlesAfter > now)
        {
            return null;
        }
        var queues = PastQuery.QueuesOf(request.Queues, request.Sees, targets);
        var covered = new List<Coverage>();
        foreach (var granularity in Granularity.All)
        {
            covered.AddRange(await archive.CoverageAsync(Granularity.Hour.SnapOutward(range), granularity, cancellationToken).ConfigureAwait(false));
        }
        var known = KnownParts.For(range, covered, queues ?? []);
        if (!KnownParts.Missing(range, known).IsEmpty || !KnownParts.Unsettled(known, archive.SettlesAfter).IsEmpty)
        {
            return null;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(FormattableString.Invariant($"{asked} {range} {await archive.CorrectionsAsync(range, cancellationToken).ConfigureAwait(false)}"));
        foreach (var part in known)
        {
            Add(FormattableString.Invariant($"{part.Range} {part.Granularity} {part.Edges} {part.FetchedAt:O}"));
        }
        foreach (var id in (queues ?? targets.Queues.Ids).OrderBy(static id => id.Value, StringComparer.Ordinal))
        {
            var (first, last) = (targets.Queues.At(id, range.Start).Name, targets.Queues.At(id, range.End).Name);
            Add($"{id} {CalendarOf(id).Zone.Id} {first} {last} {targets.Queues.FirstSeen(id):O}");
            foreach (var start in targets.StartsOf(id, range))
            {
                Add(FormattableString.Invariant($"{start:O} {targets.Contract.DefinitionOn(targets.Contract.DateOf(id, start))}"));
                foreach (var (media, target) in targets.TargetsOf(id, start).OrderBy(static t => t.Key.Name, StringComparer.Ordinal))
                {
                    Add($"{media} {target} {request.Sees.Sees(targets.Queues.Last(id), media)}");
                }
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));

        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
    }

    /// <summary>From the first start to the last end of a request, as far as it has come.</summary>
    public Interval RangeOf(SeriesRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Dates is not { } dates)
        {
            return Begun(request.Range);
        }
        var queues = PastQuery.QueuesOf(request.Queues, request.Sees, targets);
        return PastPeriods.OfDates(dates, PeriodLength.Day, Cut(request), targets, queues, Until(request)).Range is var range && request.Granularity is { } cut
            ? cut.SnapOutward(range)
            : range;
    }

    private Interval RangeOf(SeriesRequest request, SeriesPart part) =>
        RangeOf(request with { Dates = new DateRange(part.Date!.Value, part.Date.Value) }); // a part of days has its date

    /// <summary>Whole days are sums of days; else spans of hours, in each of which an interval belongs to the days in which it starts.</summary>
    private PastPeriods PeriodsOf(SeriesRequest request, SeriesPart part, ImmutableArray<QueueId>? queues) => part.Date is { } date
        ? PastPeriods.OfDates(new DateRange(date, date), PeriodLength.Day, Cut(request), targets, queues, Until(request))
        : PastPeriods.OfRange(part.Span, Cut(request));

    private IEnumerable<SeriesRow> RowsOf(SeriesRequest request, PastQuery query, PastReport past)
    {
        var moving = KnownParts.Unsettled(past.Covered, history.SettlesAfter);
        var missing = past.Missing;
        var lines = past.Lines.Where(line => request.Media.IsEmpty || request.Media.Contains(line.Keys[0].Media))
            .OrderBy(static line => line.Keys[0].Queue.Value, StringComparer.Ordinal).ThenBy(static line => line.Keys[0].Media.Name, StringComparer.Ordinal)
            .Select(line => (Line: line, Measures: query.MeasuresOf(line.Keys[0], line.Range, targets), Own: OwnRange(request, line.Keys[0].Queue)))
            .ToList();
        for (var i = 0; i < past.Periods.Length; i++)
        {
            foreach (var (line, measures, own) in lines)
            {
                var (period, last) = Widened(line.Periods[i], past.Covered);
                if (line.Points[i].Counts.IsZero || own?.Contains(period.Start) == false)
                {
                    continue;
                }
                var held = measures.Where((spell, n) => spell.From <= last && (n + 1 == measures.Length || measures[n + 1].From > period.Start)).ToList();
                var key = line.Keys[0];
                var isPartly = missing.Any(part => part.Overlaps(period));
                var name = targets.Queues.At(key.Queue, period.End.AddTicks(-1)).Name;
                yield return new SeriesRow(period, key, name, request.Dates is null ? null : CalendarOf(key.Queue).Zone, line.Points[i])
                {
                    Measure = held[^1].Measure,
                    TargetChanged = held.Exists(spell => spell.Measure.Target != held[^1].Measure.Target),
                    IsTargetAssumed = line.AssumedUntil > period.Start,
                    IsPartly = isPartly,
                    IsFinal = !isPartly && period.End <= now && !moving.Any(part => part.Overlaps(period)),
                };
            }
        }
    }

    /// <summary>A queue's own part of the dates; null where the range is the same for all queues, or the periods are its days already.</summary>
    private Interval? OwnRange(SeriesRequest request, QueueId queue) =>
        request is { Dates: { } dates, Granularity: not null } ? CalendarOf(queue).RangeOf(dates) : null;

    /// <summary>
    /// A period as finely as it was fetched (a quarter hour that was fetched by the hour is that hour), and the start of the last interval in it: intervals
    /// are measured by what holds at their starts.
    /// </summary>
    private static (Interval Period, DateTimeOffset Last) Widened(Interval period, ImmutableArray<Coverage> covered)
    {
        foreach (var part in covered)
        {
            if (part.Range.Contains(period.Start))
            {
                var whole = part.Granularity.Length > period.Length ? part.Granularity.SnapOutward(period) : period;
                return (whole, whole.End - part.Granularity.Length);
            }
        }

        return (period, period.End.AddTicks(-1));
    }

    private static IEnumerable<Interval> Spans(Interval range, TimeSpan length)
    {
        for (var start = range.Start; start < range.End; start += length)
        {
            yield return new Interval(start, start + length < range.End ? start + length : range.End);
        }
    }

    private TimeSpan HoursAtOnce(SeriesRequest request) =>
        TimeSpan.FromHours(Math.Clamp((int)(RowsAtOnce / Math.Max(1, RowsPerDay(request) / 24)), 1, 24));

    /// <summary>How many rows a day has at most, about.</summary>
    public double RowsPerDay(SeriesRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var queues = request.Queues.IsEmpty ? targets.Queues.Ids.Count() : request.Queues.Length;
        var media = request.Media.IsEmpty ? UsualMedia : request.Media.Length;
        return queues * media * (request.Granularity is { } cut ? TimeSpan.FromDays(1) / cut.Length : 1);
    }

    private Interval Begun(Interval range)
    {
        var until = Granularity.Hour.Ceiling(now);
        return until >= range.End ? range : new Interval(range.Start, until > range.Start ? until : range.Start);
    }

    private SiteCalendar CalendarOf(QueueId queue) => targets.Contract.Calendars.Of(queue);

    private static Granularity Cut(SeriesRequest request) => request.Granularity ?? Granularity.QuarterHour;

    private DateTimeOffset Until(SeriesRequest request) => Cut(request).Ceiling(now);
}

/// <summary>A part of a request that is read at once.</summary>
/// <param name="Date">The day of each queue's site; null for a span.</param>
/// <param name="Span">The span, whole intervals, UTC; of no meaning with a date.</param>
public sealed record SeriesPart(DateOnly? Date, Interval Span);
