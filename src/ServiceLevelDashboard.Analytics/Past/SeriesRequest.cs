using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>Which rows of the past are asked for: one for each queue, media type and period in which anything happened.</summary>
public sealed record SeriesRequest
{
    /// <summary>Days of each queue's own site; null where the range is the same for all queues.</summary>
    public DateRange? Dates { get; init; }

    /// <summary>The range, whole intervals, UTC; looked at only without <see cref="Dates"/>.</summary>
    public Interval Range { get; init; }

    /// <summary>How finely a day is cut; null for whole days, which need <see cref="Dates"/>.</summary>
    public required Granularity? Granularity { get; init; }

    /// <summary>The queues; empty for all.</summary>
    public ImmutableArray<QueueId> Queues { get; init; } = [];

    /// <summary>The media types; empty for all.</summary>
    public ImmutableArray<MediaType> Media { get; init; } = [];

    /// <summary>Whose eyes it is for: what they may not see is not in it.</summary>
    public Visibility Sees { get; init; } = Visibility.Everything;

    /// <summary>The word for whole days, beside the periods of <see cref="Domain.Time.Granularity"/>.</summary>
    public const string WholeDays = "P1D";

    /// <summary>What is accepted as a granularity, for people.</summary>
    public static string AcceptedGranularities => $"{string.Join(", ", Domain.Time.Granularity.All)}, {WholeDays}";

    /// <summary>Reads a granularity; null for whole days.</summary>
    /// <exception cref="UsageException">It is none; the message begins with <paramref name="origin"/> and says what is accepted.</exception>
    public static Granularity? ReadGranularity(string? text, string origin) =>
        text is null || text.Equals(WholeDays, StringComparison.OrdinalIgnoreCase) ? null
        : Domain.Time.Granularity.TryParse(text, out var granularity) ? granularity
        : throw new UsageException($"{origin} is '{text}'. Accepted: {AcceptedGranularities}.");

    /// <summary>
    /// The days or the range that three texts mean, as in a report: dates are each queue's own days, times one range for all. Whole days are always dates:
    /// times name the days that they touch.
    /// </summary>
    /// <param name="from">First instant or date, or null.</param>
    /// <param name="to">First instant or date that no longer counts, or null for now.</param>
    /// <param name="last">Span up to now in place of both, or null.</param>
    /// <param name="granularity">How finely a day is cut; null for whole days.</param>
    /// <param name="calendars">The days of each queue's site.</param>
    /// <param name="now">The present moment.</param>
    /// <param name="mark">What stands before an option's name where it was asked.</param>
    /// <exception cref="UsageException">The texts contradict each other or cannot be read.</exception>
    public static (DateRange? Dates, Interval Range) WhenOf(
        string? from, string? to, TimeSpan? last, Granularity? granularity, IQueueCalendars calendars, DateTimeOffset now, string mark)
    {
        ArgumentNullException.ThrowIfNull(calendars);
        if (ReportRange.AreDates(from, to, last) && ReportRange.DaysOf(from, to, calendars, now) is { } days)
        {
            return (days.Dates, default);
        }
        var range = ReportRange.Of(from, to, last, calendars.Standard, now, mark);
        return granularity is { } cut
            ? (null, cut.SnapOutward(range))
            : (new DateRange(calendars.Standard.DateOf(range.Start), calendars.Standard.DateOf(range.End.AddTicks(-1))), default);
    }
}
