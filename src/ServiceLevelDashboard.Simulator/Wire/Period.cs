using System.Globalization;
using System.Text.RegularExpressions;
using ServiceLevelDashboard.Simulator.Centre;

namespace ServiceLevelDashboard.Simulator.Wire;

/// <summary>
/// An ISO 8601 period as a granularity. Years, months, weeks and days are steps of a zone's calendar, so that a day is 23 or 25 hours long when the clocks
/// change;
/// hours, minutes and seconds are steps of elapsed time.
/// </summary>
internal sealed partial record Period(int Months, int Days, TimeSpan Time)
{
    /// <exception cref="WireException">400: not a period, or one of no length.</exception>
    public static Period Parse(string text)
    {
        var match = Form().Match(text);
        int Part(string name) => match.Groups[name].Success ? int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture) : 0;
        var period = match.Success
            ? new Period((Part("y") * 12) + Part("mo"), (Part("w") * 7) + Part("d"), new TimeSpan(Part("h"), Part("mi"), Part("s")))
            : null;
        return period is null || period.ShortestLength <= TimeSpan.Zero
            ? throw WireException.InvalidValue($"'{text}' is not a valid granularity; expected an ISO 8601 period such as PT30M or P1D.")
            : period;
    }

    /// <summary>The shortest that one step can be.</summary>
    public TimeSpan ShortestLength => TimeSpan.FromDays((Months * 28) + Days) + Time;

    /// <summary>The borders from a start to an end: the start, each step that lies before the end, the end. In milliseconds since 1970.</summary>
    public List<long> Borders(DateTimeOffset start, DateTimeOffset end, TimeZoneInfo zone)
    {
        var borders = new List<long>();
        var local = TimeZoneInfo.ConvertTime(start, zone).DateTime;
        for (var step = 0; ; step++)
        {
            var border = Months == 0 && Days == 0
                ? start + (step * Time)
                : LocalTime.ToInstant(local.AddMonths(step * Months).AddDays(step * Days), zone) + (step * Time);
            if (step == 0)
            {
                border = start;
            }
            if (border >= end)
            {
                break;
            }
            borders.Add(border.ToUnixTimeMilliseconds());
        }

        borders.Add(end.ToUnixTimeMilliseconds());
        return borders;
    }

    [GeneratedRegex(
        @"^P(?=.)((?<y>\d{1,2})Y)?((?<mo>\d{1,3})M)?((?<w>\d{1,3})W)?((?<d>\d{1,4})D)?(T(?=.)((?<h>\d{1,4})H)?((?<mi>\d{1,5})M)?((?<s>\d{1,6})S)?)?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
