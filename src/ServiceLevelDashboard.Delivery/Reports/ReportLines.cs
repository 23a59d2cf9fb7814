using System.Collections.Immutable;
using System.Globalization;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Delivery.Figures;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Delivery.Reports;

/// <summary>A report as the words and lines that both forms of a mail show, in the current language. Pure.</summary>
internal sealed class ReportLines
{
    private const int NamesShown = 5;
    private const int LongestName = 60;
    private const string Date = "yyyy-MM-dd";

    private readonly ReportContent _content;

    /// <param name="content">What is said.</param>
    /// <param name="mostRows">How many queues are shown; of more those with the most contacts.</param>
    public ReportLines(ReportContent content, int mostRows)
    {
        _content = content;
        var (report, earlier) = (content.Report, content.Earlier);
        var shown = report.Queues.Length > mostRows
            ? report.Queues.OrderByDescending(static q => q.Figures.Offered).Take(mostRows).ToHashSet()
            : [.. report.Queues];
        Media =
        [
            .. from total in report.TotalsByMediaType
               let queues = report.Queues.Where(q => q.Media.Name == total.Key).ToList()
               select new MediaLines(
                   FigureWords.Of(new MediaType(total.Key)),
                   FigureFormat.Queues(queues.Count),
                   new ReportLine(
                       ReportText.Total,
                       total.Value,
                       queues.Select(static q => q.TargetRatio).Distinct().ToArray() is [var only] ? only : null,
                       earlier is null ? null : earlier.TotalsByMediaType.GetValueOrDefault(total.Key)?.Level ?? default),
                   [.. queues.Where(shown.Contains).Select(q => LineOf(q, earlier))]),
        ];
        IsCut = shown.Count < report.Queues.Length;
        Rows = shown.Count;
    }

    /// <summary>The lines of each media type.</summary>
    public ImmutableArray<MediaLines> Media { get; }

    /// <summary>Whether some queues are not shown.</summary>
    public bool IsCut { get; }

    /// <summary>How many queues are shown.</summary>
    public int Rows { get; }

    /// <summary>"2026-11-28" or "2026-11-16 to 2026-11-22": first in the subject, so that mails sort.</summary>
    public string Days => DaysOf(_content.Report, _content.Zone);

    /// <summary>"Billing and 11 more", "All queues".</summary>
    public string Queues
    {
        get
        {
            var names = _content.Report.Queues.Select(static q => q.Queue.Name).Distinct().ToList();
            return _content.IsEveryQueue || names.Count == 0 ? ReportText.AllQueues
                : names.Count == 1 ? NameOf(names[0])
                : FigureFormat.Text(ReportText.AndMore, NameOf(names[0]), FigureFormat.Count(names.Count - 1));
        }
    }

    /// <summary>The mail's subject: one line.</summary>
    public string Subject
    {
        get
        {
            var levels = _content.Report.TotalsByMediaType.Count == 0 ? ReportText.SubjectNoData
                : string.Join(", ", Media.Select(m => Media.Length == 1 ? m.Total.Level : $"{m.Name} {m.Total.Level}"));
            return FigureFormat.Text(ReportText.SubjectLevel, FigureFormat.Text(ReportText.Subject, Days, Queues), levels);
        }
    }

    /// <summary>The line below the title: days, zone, how far they have come.</summary>
    public string Range
    {
        get
        {
            var report = _content.Report;
            var zone = report.DaysDiffer ? ReportText.ZonesDiffer : FigureFormat.Text(ReportText.ZoneIs, (report.Zone ?? _content.Zone).Id);
            return $"{Days} · {zone}";
        }
    }

    /// <summary>What it is held against; null for nothing.</summary>
    public string? Compared => _content.Earlier is { } earlier ? FigureFormat.Text(ReportText.ComparedWith, DaysOf(earlier, _content.Zone)) : null;

    /// <summary>Whether the figures may still change, and until when.</summary>
    public string Standing => _content.ChangesUntil is { } until
        ? FigureFormat.Text(ReportText.Provisional, Moment(until))
        : ReportText.Final;

    /// <summary>How old the figures are.</summary>
    public string Age => FigureFormat.Text(ReportText.DataAsOf, Moment(_content.DataUntil));

    /// <summary>By which definition they are.</summary>
    public string Definition
    {
        get
        {
            var definitions = _content.Report.Definitions;
            var said = definitions.Select((d, i) => i == 0
                ? $"{FigureWords.Of(d.Definition.Formula)}, {FigureWords.Terms(d.Definition)}"
                : FigureFormat.Text(ReportText.DefinitionFrom, FigureWords.Of(d.Definition.Formula), Moment(d.From)));
            return FigureFormat.Text(ReportText.DefinitionIs, string.Join("; ", said));
        }
    }

    /// <summary>What else a reader must know.</summary>
    public IEnumerable<string> Notes
    {
        get
        {
            var report = _content.Report;
            if (report.Queues.IsEmpty)
            {
                yield return ReportText.NoData;
            }
            if (IsCut)
            {
                yield return FigureFormat.Text(
                    _content.Formats.Any(static f => f is ReportFormat.Xlsx or ReportFormat.Csv) ? ReportText.RowsShown : ReportText.RowsShownOnly,
                    FigureFormat.Count(Rows),
                    FigureFormat.Count(report.Queues.Length));
            }
            if (_content.PdfProblem is { } problem)
            {
                yield return FigureFormat.Text(ReportText.PdfMissing, problem);
            }
            if (_content.WithIntervals)
            {
                yield return ReportText.IntervalsAttached;
            }
            if (Names(static q => q.Threshold is null && !q.TargetChanged && q.Figures.IsMeasured && q.Figures.Level.Lower.Ratio is null) is { } untargeted)
            {
                yield return FigureFormat.Text(ReportText.WithoutTarget, untargeted);
            }
            if (Names(static q => q.Figures.CustomerFirst.Offered > 0) is { } unmeasured)
            {
                yield return FigureFormat.Text(ReportText.CustomerFirst, unmeasured);
            }
            if (Names(static q => q.TargetChanged) is { } changed)
            {
                yield return FigureFormat.Text(ReportText.TargetChanged, changed);
            }
            foreach (var mark in report.Marked)
            {
                yield return FigureFormat.Text(
                    ReportText.Marked, InvariantFormat.Range(mark.Span, report.Zone ?? _content.Zone), PlainName.Of(mark.Text, FigureFormat.NoValue),
                    PlainName.Of(mark.Reason, FigureFormat.NoValue));
            }
            foreach (var note in _content.Notes)
            {
                yield return note;
            }
        }
    }

    /// <summary>The names of files begin so.</summary>
    public string FileStem => string.Join('-', FigureFormat.Text(ReportText.FileName, Days).Split(' '));

    /// <summary>A queue's name on one line that cannot change what stands beside it.</summary>
    public static string NameOf(string name) => PlainName.Of(name, FigureFormat.NoValue, LongestName);

    private static string DaysOf(Report report, TimeZoneInfo zone)
    {
        if (report.Days is not { } days)
        {
            return InvariantFormat.Range(report.Interval, report.Zone ?? zone);
        }
        var (from, to) = (days.From.ToString(Date, CultureInfo.InvariantCulture), days.To.ToString(Date, CultureInfo.InvariantCulture));
        return from == to ? from : FigureFormat.Text(ReportText.Days, from, to);
    }

    private static ReportLine LineOf(ReportQueue queue, Report? earlier)
    {
        var before = earlier?.Queues.FirstOrDefault(q => q.Queue.Id == queue.Queue.Id && q.Media == queue.Media);
        return new ReportLine(NameOf(queue.Queue.Name), queue.Figures, queue.TargetRatio, earlier is null ? null : before?.Figures.Level ?? default)
        {
            Promise = queue is { TargetRatio: { } ratio, Threshold: { } threshold }
                ? FigureFormat.Text(ReportText.TargetWithin, FigureFormat.Target(ratio), FigureFormat.Threshold(threshold))
                : FigureFormat.NoValue,
        };
    }

    private string? Names(Func<ReportQueue, bool> isSo)
    {
        var names = _content.Report.Queues.Where(isSo).Select(static q => NameOf(q.Queue.Name)).Distinct().ToList();
        return names.Count == 0 ? null
            : names.Count <= NamesShown ? string.Join(", ", names)
            : FigureFormat.Text(ReportText.AndMore, string.Join(", ", names.Take(NamesShown)), FigureFormat.Count(names.Count - NamesShown));
    }

    /// <summary>A moment to the minute with its zone, which all its readers share.</summary>
    private string Moment(DateTimeOffset instant)
    {
        var zone = _content.Report.Zone ?? _content.Zone;
        return $"{InvariantFormat.Time(instant, zone)} {zone.Id}";
    }
}

/// <summary>The lines of a media type.</summary>
/// <param name="Name">Its word.</param>
/// <param name="Size">How many queues have contacts.</param>
/// <param name="Total">The sum of numerators over the sum of denominators.</param>
/// <param name="Queues">The queues that are shown, by name.</param>
internal sealed record MediaLines(string Name, string Size, ReportLine Total, ImmutableArray<ReportLine> Queues);

/// <summary>A line of a report.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Figures">The figures.</param>
/// <param name="TargetRatio">The share to reach; null without one.</param>
/// <param name="Before">The level that it is held against, 0 of 0 when there was none; null when it is held against nothing.</param>
internal sealed record ReportLine(string Name, ReportFigures Figures, decimal? TargetRatio, ServiceLevelBounds? Before)
{
    /// <summary>"80 % within 20 s"; of a sum the share alone.</summary>
    public string Promise { get; init; } = TargetRatio is { } ratio ? FigureFormat.Target(ratio) : FigureFormat.NoValue;

    /// <summary>"81 %", "4 of 5" of few, "–" of none.</summary>
    public string Level => Figures.IsMeasured ? FigureFormat.Level(Figures.Level, TargetRatio) : ReportText.NotMeasured;

    /// <summary>"239 of 391"; null where the level says it already, and of none.</summary>
    public string? Counts => Figures.Level.Exact is { Denominator: >= FigureFormat.PercentFrom } exact ? FigureFormat.Counts(exact) : null;

    /// <summary>Whether it is below its target; null when that is not known.</summary>
    public bool IsBelow => TargetRatio is { } target && Figures.Level.Exact?.Reaches(target) == false;

    /// <summary>The level before.</summary>
    public string? BeforeLevel => Before is { } before ? FigureFormat.Level(before, TargetRatio) : null;

    /// <summary>"+3": the points by which the level changed, as a reader takes one figure from the other; null where few contacts count.</summary>
    public string? Change => Before is { } before && FigureFormat.Change(before, TargetRatio, Figures.Level, TargetRatio) is { } points
        ? points.ToString("+0.####;−0.####;±0", CultureInfo.CurrentCulture)
        : null;
}
