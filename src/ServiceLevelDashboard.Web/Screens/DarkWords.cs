using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Screens;

/// <summary>What is said of dark screens and of their pages.</summary>
internal static class DarkWords
{
    /// <summary>Whether a darkness is expected, and why.</summary>
    public static string Of(DarkReason? reason) => reason switch
    {
        DarkReason.Night => ScreensText.ExpectedNight,
        DarkReason.Closed => ScreensText.ExpectedClosed,
        DarkReason.Paused => ScreensText.ExpectedPaused,
        _ => ScreensText.Unexpected,
    };

    /// <summary>A moment that is over: 11:42 today, with its date before.</summary>
    public static string Moment(DateTimeOffset at, DateTimeOffset now, TimeZoneInfo zone) =>
        Format.NumericDate(at, zone) == Format.NumericDate(now, zone)
            ? Format.Time(at, zone)
            : $"{Format.Date(at, zone)}, {Format.Time(at, zone)}";

    /// <summary>What a screen's page has said of itself, and which of it is odd.</summary>
    public static IEnumerable<(string Text, bool IsOdd)> FactsOf(ScreenReport report, ScreenPage page)
    {
        var size = Format.Text(ScreensText.PageSize, page.Width, page.Height, Format.Coordinate(page.PixelRatio));
        yield return page.IsPartOf(report) ? (Format.Text(ScreensText.PageInPart, size), true)
            : page.HasOtherShape ? (Format.Text(ScreensText.PageShape, size), true)
            : (size, false);
        if (page.FramesPerSecond is { } frames)
        {
            yield return (Format.Text(ScreensText.Frames, frames), page.IsSlow);
        }
        if (page.ClockAhead is { } ahead)
        {
            var apart = TimeSpan.FromSeconds(Math.Round(ahead.Duration().TotalSeconds, 1));
            var length = apart < TimeSpan.FromMinutes(2) ? Format.Threshold(apart) : Format.Span(apart);
            var direction = ahead > TimeSpan.Zero ? ScreensText.ClockFast : ScreensText.ClockSlow;
            yield return (apart == TimeSpan.Zero ? ScreensText.ClockRight : Format.Text(direction, length), page.IsClockOff);
        }
        if (page.MemoryMegabytes is { } megabytes)
        {
            yield return (Format.Text(ScreensText.Memory, megabytes), false);
        }
        if (page.Browser.Length > 0)
        {
            yield return (page.Browser, false);
        }
    }
}
