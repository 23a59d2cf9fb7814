using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Web.Screens;

namespace ServiceLevelDashboard.Web.Tests.Screens;

public sealed class DarkWordsTests
{
    private static readonly ScreenReport Screen = ScreenReport.Parse("abc.1920x1080.", default)!;

    private static readonly ScreenPage Page = new(1920, 1080, 1, 60, TimeSpan.FromMilliseconds(137), 35, "Chrome 131");

    [Fact]
    public void FactsOf_GoodPage_NamesAllAndMarksNothing() => Assert.Equal(
        [("page 1920 × 1080, scale 1", false), ("60 fps", false), ("clock 0.1 s fast", false), ("35 MB", false), ("Chrome 131", false)],
        Plain(DarkWords.FactsOf(Screen, Page)));

    [Fact]
    public void FactsOf_ClockThatIsRight_SaysSo() =>
        Assert.Contains(("clock accurate", false), DarkWords.FactsOf(Screen, Page with { ClockAhead = TimeSpan.FromMilliseconds(-40) }));

    [Fact]
    public void FactsOf_OddPage_MarksWhatIsOdd()
    {
        var odd = new ScreenPage(1600, 1200, 1, 12, TimeSpan.FromSeconds(-125), null, "");

        Assert.Equal(
            [("page 1600 × 1200, scale 1: does not fill the screen", true), ("12 fps", true), ("clock 2 min slow", true)],
            Plain(DarkWords.FactsOf(Screen, odd)));
        Assert.Equal(
            ("page 1600 × 1200, scale 1: not 16:9, which boards are sized for", true),
            DarkWords.FactsOf(ScreenReport.Parse("abc.1600x1200.", default)!, odd).First());
    }

    /// <summary>With ordinary spaces.</summary>
    private static IEnumerable<(string Text, bool IsOdd)> Plain(IEnumerable<(string Text, bool IsOdd)> facts) =>
        facts.Select(static fact => (fact.Text.Replace('\u00a0', ' '), fact.IsOdd));

    [Theory]
    [InlineData(0)]
    [InlineData(-0.04)]
    [InlineData(119.99)]
    [InlineData(86_400)]
    public void FactsOf_AnyClock_IsSaid(double seconds) =>
        Assert.Contains(
            DarkWords.FactsOf(Screen, Page with { ClockAhead = TimeSpan.FromSeconds(seconds) }),
            fact => fact.Text.StartsWith("clock ", StringComparison.Ordinal));

    [Fact]
    public void Moment_OfAnotherDay_HasItsDate()
    {
        var now = new DateTimeOffset(2026, 3, 3, 8, 0, 0, TimeSpan.Zero);

        Assert.Equal("07:30", DarkWords.Moment(now.AddMinutes(-30), now, TimeZoneInfo.Utc));
        Assert.Contains("Mar", DarkWords.Moment(now.AddDays(-1), now, TimeZoneInfo.Utc), StringComparison.Ordinal);
    }
}
