using System.Text.RegularExpressions;

namespace ServiceLevelDashboard.Architecture.Tests;

/// <summary>Days are cut in one place: <c>SiteCalendar</c>. Nothing else turns an instant into a wall clock, or a wall clock into an instant.</summary>
public sealed partial class ClocksTests
{
    private const string Calendar = "SiteCalendar.cs";

    /// <summary>Who may read the clocks of a zone, to show them or to compare them with a time of the day.</summary>
    private static readonly string[] ReadClocks =
    [
        "Format.cs", "InvariantFormat.cs", "ExportFile.cs", "AlertWords.cs", "AlertTimes.cs", // what people read
        "OpeningHours.cs", "BoardClock.cs", // opening hours, and the wall's night
        "TypedLocalTime.cs", // what people edit
        "HeatMap.razor", "HistoryWords.cs", "ExplainWords.cs", "ReplayTimeline.razor", // hours and dates of charts
    ];

    [Fact]
    public void Sources_WallClocks_AreTheCalendarsAlone() => Assert.Empty(
        from file in Sources()
        where Path.GetFileName(file) != Calendar
        from Match found in Conversions().Matches(File.ReadAllText(file))
        select $"{Path.GetFileName(file)} uses {found.Value}: let SiteCalendar cut days and read clocks.");

    [Fact]
    public void Sources_ReadClocks_AreTheStatedFew() => Assert.Equal(
        ReadClocks.Append(Calendar).Order(StringComparer.Ordinal),
        Sources().Where(file => File.ReadAllText(file).Contains("ClockAt(", StringComparison.Ordinal)).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("var local = TimeZoneInfo.ConvertTime(now, zone).AddDays(1);")]
    [InlineData("new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), zone.GetUtcOffset(day))")]
    [InlineData("zone.IsInvalidTime(local)")]
    public void Conversions_InASource_AreFound(string line) => Assert.Matches(Conversions(), line);

    // The simulator is the contact centre's side: it cuts its own days, so that both sides do not share one mistake.
    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.*", SearchOption.AllDirectories)
        .Where(static file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
        .Where(static file => !file.Contains(".Simulator", StringComparison.Ordinal) && !file.Split(Path.DirectorySeparatorChar).Contains("obj"));

    [GeneratedRegex(@"\b(ConvertTime\w*|GetUtcOffset|BaseUtcOffset|IsInvalidTime|IsAmbiguousTime|GetAmbiguousTimeOffsets|ToDateTime|ToLocalTime)\b")]
    private static partial Regex Conversions();
}
