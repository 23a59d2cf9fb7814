using System.Globalization;
using System.Text.RegularExpressions;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Access.Screens;

/// <summary>What a screen's page says of itself at its start and every few minutes. What it does not know is null.</summary>
/// <param name="Width">The page's width in CSS pixels.</param>
/// <param name="Height">Its height.</param>
/// <param name="PixelRatio">Device pixels in a CSS pixel.</param>
/// <param name="FramesPerSecond">How often it can draw; null while nobody sees it.</param>
/// <param name="ClockAhead">How far the screen's own clock is ahead of the server's; less than zero behind. Nothing on the glass depends on it.</param>
/// <param name="MemoryMegabytes">What its script uses; null where the browser does not say.</param>
/// <param name="Browser">Its browser and version; empty when it cannot be told.</param>
public sealed partial record ScreenPage(
    int Width, int Height, decimal PixelRatio, int? FramesPerSecond, TimeSpan? ClockAhead, int? MemoryMegabytes, string Browser)
{
    /// <summary>From this on a clock is off.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    /// <summary>Below this the screen cannot keep up.</summary>
    public const int FewestFrames = 20;

    /// <summary>The longest that is read, in characters.</summary>
    internal const int MaximumLength = 80;

    private const int MaximumPixels = 100_000, MaximumFrames = 1_000, MaximumMegabytes = 100_000;
    private const decimal MaximumRatio = 16;
    private const double MostApart = 0.02;

    /// <summary>Whether the clock is off by more than two seconds.</summary>
    public bool IsClockOff => ClockAhead?.Duration() > ClockTolerance;

    /// <summary>Whether it draws too seldom.</summary>
    public bool IsSlow => FramesPerSecond < FewestFrames;

    /// <summary>Whether the page leaves a part of the screen to something else. Worked: 1920 × 960 of 1920 × 1080 does.</summary>
    /// <param name="screen">What the screen has, in device pixels.</param>
    public bool IsPartOf(ScreenReport screen) =>
        IsApart((double)(Width * PixelRatio), screen.Width) || IsApart((double)(Height * PixelRatio), screen.Height);

    /// <summary>Whether the page has another shape than boards are measured for: 16 by 9, lying or standing.</summary>
    public bool HasOtherShape => IsApart((double)Math.Max(Width, Height) / Math.Min(Width, Height), 16.0 / 9);

    /// <summary>
    /// Reads <c>WIDTHxHEIGHT_RATIO_FRAMES_AHEAD_MEGABYTES</c>, where the last three may be empty and <c>AHEAD</c> is in milliseconds. Null when it
    /// cannot be that.
    /// </summary>
    public static ScreenPage? Parse(string said, string userAgent)
    {
        if (said is not { Length: <= MaximumLength } || said.Split('_') is not [var size, var ratio, var frames, var ahead, var memory]
            || size.Split('x') is not [var across, var down]
            || Whole(across, 1, MaximumPixels) is not { } width || Whole(down, 1, MaximumPixels) is not { } height
            || !decimal.TryParse(ratio, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var pixels) || pixels is <= 0 or > MaximumRatio)
        {
            return null;
        }
        const int day = 24 * 60 * 60 * 1000;
        return new ScreenPage(
            width,
            height,
            decimal.Round(pixels, 3),
            Whole(frames, 0, MaximumFrames),
            Whole(ahead, -day, day) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
            Whole(memory, 0, MaximumMegabytes),
            BrowserOf(userAgent));
    }

    /// <summary>The browser's name and version, as <c>Chrome 131</c>; with the television's system (<c>Tizen</c>, <c>webOS</c>).</summary>
    internal static string BrowserOf(string userAgent)
    {
        var plain = PlainName.Of(userAgent.Length > 300 ? userAgent[..300] : userAgent, "");
        var found = Versions().Match(plain) is { Success: true } own ? own : Safari().Match(plain);
        var name = found.Groups["name"].Value switch
        {
            "Edg" => "Edge",
            "OPR" => "Opera",
            "HeadlessChrome" or "CriOS" => "Chrome",
            "FxiOS" => "Firefox",
            "" when found.Success => "Safari",
            var other => other,
        };
        var system = plain.Contains("Tizen", StringComparison.Ordinal) ? ", Tizen" : plain.Contains("Web0S", StringComparison.Ordinal) ? ", webOS" : "";
        return found.Success ? $"{name} {found.Groups["version"].Value}{system}" : "";
    }

    private static bool IsApart(double found, double wanted) => Math.Abs(found - wanted) > MostApart * wanted;

    private static int? Whole(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;

    [GeneratedRegex("(?<name>Edg|OPR|SamsungBrowser|Firefox|FxiOS|HeadlessChrome|CriOS|Chrome)/(?<version>[0-9]{1,4})", RegexOptions.RightToLeft)]
    private static partial Regex Versions();

    [GeneratedRegex("Version/(?<version>[0-9]{1,4})[0-9.]* .*Safari/")]
    private static partial Regex Safari();
}
