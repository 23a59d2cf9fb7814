using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Delivery.Reports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Delivery.Tests.Reports;

/// <summary>A report of 28 November 2026 on Berlin's clocks, made by hand.</summary>
internal static class ReportSamples
{
    public static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static readonly DateOnly Day = new(2026, 11, 28);

    public static ReportContent Content(params ReportQueue[] queues) => new()
    {
        Report = Of(queues),
        Zone = Berlin,
        DataUntil = new DateTimeOffset(2026, 11, 29, 7, 0, 0, TimeSpan.Zero),
        Schedule = "Morning report",
        Link = new Uri("https://dashboard.example.org/history?from=2026-11-28&to=2026-11-28"),
        Formats = [ReportFormat.Xlsx, ReportFormat.Csv],
    };

    public static Report Of(IReadOnlyCollection<ReportQueue> queues)
    {
        var range = SiteCalendar.AtMidnight(Berlin).DayOf(Day);
        var totals = queues.GroupBy(q => q.Media.Name).ToImmutableSortedDictionary(g => g.Key, g => Sum([.. g]), StringComparer.Ordinal);
        return new Report
        {
            Definition = ServiceLevelDefinition.Default,
            Definitions = [(range.Start, ServiceLevelDefinition.Default)],
            Threshold = null,
            Interval = range,
            Days = new DateRange(Day, Day),
            Zone = Berlin,
            Granularity = Granularity.QuarterHour,
            IsRestated = false,
            Totals = totals.Count == 1 ? totals.Values.Single() : null,
            TotalsByMediaType = totals,
            Queues = [.. queues],
        };
    }

    /// <summary>A queue with a target of 80 % in 20 s.</summary>
    public static ReportQueue Queue(string name, int met, int counted, string media = "voice", decimal? target = 0.8m)
    {
        var range = SiteCalendar.AtMidnight(Berlin).DayOf(Day);
        var promise = target is { } ratio ? new ServiceLevelTarget(ratio, TimeSpan.FromSeconds(20)) : null;
        return new ReportQueue
        {
            Queue = new Queue(new QueueId("id-" + name), name, null, ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty) { Name = name },
            Media = new MediaType(media),
            Range = range,
            Zone = Berlin,
            Threshold = promise?.Threshold,
            Targets = [(range.Start, promise)],
            ThresholdSource = promise is null ? null : ThresholdSource.Genesys,
            IsRestated = false,
            Figures = Figures(met, counted),
            Intervals = [new ReportInterval(new Interval(range.Start.AddHours(8), range.Start.AddHours(8.25)), Figures(met, counted))],
            TargetRatio = target,
        };
    }

    private static ReportFigures Sum(ReportQueue[] queues) => Figures(
        (int)queues.Sum(q => q.Figures.Level.Lower.Numerator), (int)queues.Sum(q => q.Figures.Level.Lower.Denominator));

    private static ReportFigures Figures(int met, int counted) => new()
    {
        Offered = counted,
        Answered = counted,
        AnsweredWithinThreshold = met,
        Abandoned = 0,
        AbandonedWithinThreshold = 0,
        ShortAbandoned = 0,
        FlowOut = 0,
        Level = ServiceLevelBounds.Of(new ServiceLevel(met, counted)),
        Genesys = null,
        AverageSpeedOfAnswer = null,
        AverageHandleTime = null,
        LongestWait = null,
        OpenIntervals = 0,
    };
}
