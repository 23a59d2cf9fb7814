using System.Collections.Immutable;
using System.Globalization;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Explain;

/// <summary>Says a figure in words, in the site's time. Pure.</summary>
internal static class ExplainWords
{
    private const int NamedParts = 4;

    /// <summary>"On Tuesday 3 March 2026 from 08:00 to 17:30, 61 of 76 contacts were answered within 20 s: 80.3 %."</summary>
    public static string Sentence(Figure figure, TimeZoneInfo zone)
    {
        var when = When(figure.Range, zone);
        if (figure.Fetched.IsEmpty)
        {
            return Format.Text(ExplainText.SentenceUnknown, when);
        }
        var isGenesys = figure.Definition.Formula == ServiceLevelFormula.Genesys;
        if (!figure.Rows.IsEmpty && figure.Counts is { IsMeasured: false } unmeasured)
        {
            return Format.Text(ExplainText.SentenceNotMeasured, when, Format.Count(unmeasured.CustomerFirst.Offered));
        }
        if (!isGenesys && figure.Threshold is null && !figure.Rows.IsEmpty)
        {
            return Format.Text(ExplainText.SentenceNoTarget, when);
        }
        if (figure.Level.Upper.Ratio is null)
        {
            return Format.Text(ExplainText.SentenceNothing, when);
        }
        var counts = QueueFormat.Counts(figure.Level);
        var percent = Percent(figure.Level, figure.Target?.Ratio);
        if (figure.Threshold is not { } threshold || !figure.Measures.IsEmpty || (isGenesys && figure.EffectiveThreshold is null && ChangedThreshold(figure)))
        {
            return Format.Text(ExplainText.SentenceInForce, when, counts, percent);
        }
        var text = figure.Definition.Formula switch
        {
            ServiceLevelFormula.AbandonsPositive => ExplainText.SentencePositive,
            ServiceLevelFormula.ShortPositive => ExplainText.SentenceShortPositive,
            _ => ExplainText.SentenceAnswered,
        };
        return Format.Text(text, when, counts, Format.Threshold(threshold), percent);
    }

    /// <summary>The formula with its counts: "(361 answered − 122 late) ÷ (361 answered + 30 abandoned)"; null where there is nothing to fill in.</summary>
    public static string? Formula(FigurePart part)
    {
        if (part.Measure.Definition.Formula != ServiceLevelFormula.Genesys && part.Measure.EffectiveThreshold is null)
        {
            return null;
        }
        var terms = part.Terms;
        return Format.Text(ExplainText.FormulaResult, Side(terms.Numerator), Side(terms.Denominator));
    }

    /// <summary>What the filled-in formula comes to: "239 ÷ 391 = 61.1 %".</summary>
    public static string Result(ServiceLevelBounds level, decimal? target) =>
        $"{Format.Text(ExplainText.FormulaResult, QueueFormat.Either(level.Lower.Numerator, level.Upper.Numerator), QueueFormat.Either(level.Lower.Denominator, level.Upper.Denominator))} = {Percent(level, target)}";

    /// <summary>A level with one decimal, however few contacts count, since its counts stand beside it; both bounds when they differ.</summary>
    public static string Percent(ServiceLevelBounds level, decimal? target) => Format.Percent(level, target, 1);

    /// <summary>The same of one level.</summary>
    public static string Percent(ServiceLevel level, decimal? target) => Format.Percent(level, target, 1);

    /// <summary>
    /// From one level to another in points with their sign, as a reader would take one figure from the other: "+1.3"; null when one is no level.
    /// </summary>
    public static string? Points(ServiceLevel from, ServiceLevel to, decimal? target) =>
        (DisplayPercent.Of(to, target, 1) - DisplayPercent.Of(from, target, 1))?.ToString("+0.0##;−0.0##;0.0", CultureInfo.CurrentCulture);

    /// <summary>A difference of counts with its sign: "+1".</summary>
    public static string Signed(long difference) => difference.ToString("+#,0;−#,0;0", CultureInfo.CurrentCulture);

    /// <summary>"On Tuesday 3 March 2026 from 08:00 to 17:30", or both days when it spans several.</summary>
    public static string When(Interval range, TimeZoneInfo zone) => IsOneDay(range, zone)
        ? Format.Text(ExplainText.OnOneDay, Format.LongDate(range.Start, zone), Format.Time(range.Start, zone), EndTime(range, zone))
        : Format.Text(
            ExplainText.OverDays,
            Format.LongDate(range.Start, zone),
            Format.Time(range.Start, zone),
            Format.LongDate(range.End, zone),
            Format.Time(range.End, zone));

    /// <summary>"08:00 – 08:15", with the date in front when the figure spans several days.</summary>
    public static string Span(Interval interval, bool withDate, TimeZoneInfo zone) => withDate
        ? $"{Format.Date(interval.Start, zone)}, {QueueFormat.Span(interval, zone)}"
        : QueueFormat.Span(interval, zone);

    /// <summary>Whether a range lies within one day on the site's calendar; midnight at its end belongs to it.</summary>
    public static bool IsOneDay(Interval range, TimeZoneInfo zone) =>
        SiteCalendar.ClockAt(range.Start, zone).Date == SiteCalendar.ClockAt(range.End.AddTicks(-1), zone).Date;

    /// <summary>The first parts of a range, and how many more: "08:00 – 08:45, 10:00 – 10:15".</summary>
    public static string Parts(ImmutableArray<Interval> parts, bool withDate, TimeZoneInfo zone)
    {
        var named = string.Join(", ", parts.Take(NamedParts).Select(part => Part(part, withDate, zone)));
        return parts.Length <= NamedParts ? named : Format.Text(ExplainText.AndMore, named, parts.Length - NamedParts);
    }

    /// <summary>Date and time of an instant: "Tue 3 Mar, 17:42:10".</summary>
    public static string Moment(DateTimeOffset instant, TimeZoneInfo zone) =>
        $"{Format.Date(instant, zone)}, {Format.TimeWithSeconds(instant, zone)}";

    private static string Part(Interval part, bool withDate, TimeZoneInfo zone) => IsOneDay(part, zone)
        ? Span(part, withDate, zone)
        : Format.Text(
            QueueText.Between,
            $"{Format.Date(part.Start, zone)}, {Format.Time(part.Start, zone)}",
            $"{Format.Date(part.End, zone)}, {Format.Time(part.End, zone)}");

    private static string EndTime(Interval range, TimeZoneInfo zone)
    {
        var end = Format.Time(range.End, zone);
        return end == "00:00" ? "24:00" : end;
    }

    private static bool ChangedThreshold(Figure figure) => figure.Targets.Select(t => t.Target?.Threshold).Distinct().Count() > 1;

    private static string Side(ImmutableArray<FormulaTerm> terms)
    {
        var text = terms.Aggregate("", (sum, term) => sum.Length == 0
            ? Term(term)
            : Format.Text(term.Subtracted ? ExplainText.Minus : ExplainText.Plus, sum, Term(term)));
        return terms.Length == 1 ? text : $"({text})";
    }

    private static string Term(FormulaTerm term) => Format.Text(ExplainText.Terms, QueueFormat.Either(term.Least, term.Most), term.Kind switch
    {
        TermKind.Offered => ExplainText.TermOffered,
        TermKind.Answered => ExplainText.TermAnswered,
        TermKind.Within => ExplainText.TermWithin,
        TermKind.Late => ExplainText.TermLate,
        TermKind.Abandoned => ExplainText.TermAbandoned,
        TermKind.AbandonedWithin => ExplainText.TermAbandonedWithin,
        TermKind.Short => ExplainText.TermShort,
        _ => ExplainText.TermFlowOut,
    });
}
