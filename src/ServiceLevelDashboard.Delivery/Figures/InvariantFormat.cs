using System.Globalization;
using ServiceLevelDashboard.Analytics.Past;

namespace ServiceLevelDashboard.Delivery.Figures;

/// <summary>
/// How figures are written for people in the shell and in files, the same in every country: two digits, an en dash where there is no value.
/// </summary>
public static class InvariantFormat
{
    public const string NoValue = "–";

    /// <summary>A percentage with what it is made of: <c>52.08 % (16210 of 31125, offered)</c>; a level of which only bounds are known gives both.</summary>
    /// <param name="level">The level.</param>
    /// <param name="definition">The name of the definition.</param>
    /// <param name="target">The target ratio, which a level that is shown reaches only when it does; null without one.</param>
    public static string Level(ServiceLevelBounds level, string definition, decimal? target) =>
        level.Exact is { } exact
            ? $"{Percent(exact, target)} ({Fraction(exact)}, {definition})"
            : $"{Percent(level.Lower, target)} to {Percent(level.Upper, target)} ({Fraction(level.Lower)} to {Fraction(level.Upper)}, {definition})";

    public static string Seconds(TimeSpan? time) => time is { } known ? Invariant($"{known.TotalSeconds:0.###} s") : NoValue;

    public static string Count(long? count) => count is { } known ? known.ToString(CultureInfo.InvariantCulture) : NoValue;

    /// <summary>A number of things: "1 queue", "2 queues".</summary>
    public static string Counted(long count, string one, string many) => $"{Count(count)} {(count == 1 ? one : many)}";

    public static string Target(decimal? ratio) => ratio is { } known ? Invariant($"{known * 100:0.####} %") : NoValue;

    /// <summary>An instant in a zone, to the minute.</summary>
    public static string Time(DateTimeOffset instant, TimeZoneInfo zone) => Invariant($"{SiteCalendar.ClockAt(instant, zone):yyyy-MM-dd HH:mm}");

    /// <summary>A range in a zone, to the minute.</summary>
    public static string Range(Interval range, TimeZoneInfo zone) => $"{Time(range.Start, zone)} to {Time(range.End, zone)}";

    /// <summary>A marked span in words: when, what happened, why it may be left out, and whom it concerns.</summary>
    public static string Mark(MarkedSpan mark, TimeZoneInfo zone) =>
        $"{Range(mark.Span, zone)}, {Printable(mark.Text)} ({Printable(mark.Reason)}), {(mark.Queues.IsEmpty ? "all queues" : Invariant($"{mark.Queues.Length} of the queues"))}";

    /// <summary>Values that hold one after the other: <c>20 s, 15 s from 2026-03-01</c>; the same one after another is said once.</summary>
    public static string Parts<T>(IEnumerable<(DateTimeOffset From, T Value)> parts, Func<T, string> say, TimeZoneInfo zone)
    {
        var said = new List<string>();
        string? last = null;
        foreach (var (from, value) in parts)
        {
            var text = say(value);
            if (text != last)
            {
                said.Add(last is null ? text : $"{text} from {Start(from, zone)}");
            }
            last = text;
        }

        return string.Join(", ", said);
    }

    /// <summary>A date, with the time where it is not midnight: targets that were set here hold for whole days, Genesys' own change at any time.</summary>
    private static string Start(DateTimeOffset instant, TimeZoneInfo zone) =>
        SiteCalendar.ClockAt(instant, zone) is { TimeOfDay.Ticks: 0 } date ? Invariant($"{date:yyyy-MM-dd}") : Time(instant, zone);

    /// <summary>A definition in words, with what was chosen beside the formula.</summary>
    public static string Definition(ServiceLevelDefinition definition)
    {
        var within = definition.Formula switch
        {
            ServiceLevelFormula.AbandonsPositive => "(answered within threshold + abandoned within threshold)",
            ServiceLevelFormula.ShortPositive => "(answered within threshold + short abandons)",
            _ => "answered within threshold",
        };
        var flowOuts = definition.WithFlowOuts ? " + flow-outs" : "";
        var all = definition.Formula switch
        {
            ServiceLevelFormula.Genesys => "(answered + abandoned, as the organisation's switches have it)",
            ServiceLevelFormula.Offered => "offered",
            ServiceLevelFormula.Answered => "answered",
            ServiceLevelFormula.ShortExcluded => $"(answered + abandoned{flowOuts} - short abandons)",
            ServiceLevelFormula.AbandonedWithinExcluded => $"(answered + abandoned{flowOuts} - abandoned within threshold)",
            _ => $"(answered + abandoned{flowOuts})",
        };
        var limit = definition.ShortAbandonLimit is { } seconds ? $"; short abandons: at most {Seconds(seconds)}" : "";
        return $"{definition.Formula.Id()}: {within} / {all}{limit}";
    }

    /// <summary>A level's percentage; an en dash for none.</summary>
    public static string Percent(ServiceLevel level, decimal? target, int decimals = 2) =>
        DisplayPercent.Of(level, target, decimals) is { } shown ? Percent(shown, decimals) : NoValue;

    /// <summary>The same of a level that is known as a ratio alone, such as a forecast's.</summary>
    public static string Percent(double ratio, decimal? target, int decimals) => Percent(DisplayPercent.Of((decimal)ratio, target, decimals), decimals);

    /// <summary>A share that is no service level: occupancy, a chance, an error.</summary>
    public static string Share(double ratio, int decimals) => (ratio * 100).ToString($"F{decimals}", CultureInfo.InvariantCulture) + " %";

    /// <summary>
    /// A text from outside, safe to print: control and formatting characters (which can move the cursor, recolour or reverse what
    /// stands beside them) become U+FFFD.
    /// </summary>
    public static string Printable(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Any(IsUnsafe) ? string.Concat(text.Select(c => IsUnsafe(c) ? '\uFFFD' : c)) : text;
    }

    private static bool IsUnsafe(char c) =>
        char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string Percent(decimal shown, int decimals) => shown.ToString($"F{Math.Max(decimals, shown.Scale)}", CultureInfo.InvariantCulture) + " %";

    private static string Fraction(ServiceLevel level) => Invariant($"{level.Numerator} of {level.Denominator}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
