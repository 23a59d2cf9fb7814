using System.Globalization;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Tests.Resources;

public sealed class FormatTests
{
    public FormatTests() => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");

    [Theory]
    [InlineData(796, 1000, "79\u202f%")] // under the target: never rounded up to it
    [InlineData(800, 1000, "80\u202f%")]
    [InlineData(804, 1000, "80\u202f%")]
    [InlineData(805, 1000, "81\u202f%")]
    [InlineData(996, 1000, "99\u202f%")] // 100 would say that nobody was missed
    [InlineData(1000, 1000, "100\u202f%")]
    [InlineData(4, 5, "4 of 5")]
    [InlineData(9, 9, "9 of 9")]
    [InlineData(0, 0, "–")]
    [InlineData(0, 40, "0\u202f%")]
    [InlineData(42, 40, "105\u202f%")] // bucketed by event: nothing is clamped
    public void Level_AtATargetOfEighty_ReadsAs(long numerator, long denominator, string expected) =>
        Assert.Equal(expected, Format.Level(new ServiceLevel(numerator, denominator), 0.8m));

    [Theory]
    [InlineData(0, "0 queues")]
    [InlineData(1, "1 queue")]
    [InlineData(4812, "4,812 queues")]
    public void Queues_OneOrSeveral_ReadAs(long count, string expected) => Assert.Equal(expected, Format.Queues(count));

    [Theory]
    [InlineData("1", "1 point")]
    [InlineData("-1", "1 point")]
    [InlineData("2.5", "2.5 points")]
    public void PointsInWords_OneOrSeveral_ReadAs(string points, string expected) =>
        Assert.Equal(expected, Format.PointsInWords(decimal.Parse(points, CultureInfo.InvariantCulture)));

    [Fact]
    public void Level_WithoutTarget_RoundsHalfAway() =>
        Assert.Equal("80\u202f%", Format.Level(new ServiceLevel(796, 1000)));

    [Fact]
    public void Percent_LevelBetweenTwoWholeNumbersOfWhichNoneIsTrue_HasADecimalMore()
    {
        Assert.Equal("99.6\u202f%", Format.Level(new ServiceLevel(996, 1000), 0.995m));
        Assert.Equal("1,250.00\u202f%", Format.Percent(new ServiceLevel(25, 2), 0.8m, 2));
    }

    [Fact]
    public void Level_Bounds_NamesBothWhenTheyDiffer()
    {
        var bounds = new ServiceLevelBounds(new ServiceLevel(61, 100), new ServiceLevel(64, 100));

        Assert.Equal("61 to 64\u202f%", Format.Level(bounds, 0.8m));
        Assert.Equal("61\u202f%", Format.Level(ServiceLevelBounds.Of(bounds.Lower), 0.8m));
        Assert.Equal("–", Format.Level(default(ServiceLevelBounds), 0.8m));
    }

    [Theory]
    [InlineData(0.8, "80\u202f%")]
    [InlineData(0.825, "82.5\u202f%")]
    public void Target_KeepsItsDecimals(double ratio, string expected) => Assert.Equal(expected, Format.Target((decimal)ratio));

    [Theory]
    [InlineData(0, "0:00")]
    [InlineData(12.4, "0:12")]
    [InlineData(134, "2:14")]
    [InlineData(3599.6, "1:00:00")]
    [InlineData(3734, "1:02:14")]
    public void Duration_Seconds_ReadsAsMinutes(double seconds, string expected) =>
        Assert.Equal(expected, Format.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Duration_None_IsADash() => Assert.Equal("–", Format.Duration(null));

    [Theory]
    [InlineData(20, "20\u00a0s")]
    [InlineData(180, "3:00")]
    public void Threshold_Seconds_ReadsAs(double seconds, string expected) =>
        Assert.Equal(expected, Format.Threshold(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Change_FewContacts_IsNoNews()
    {
        var enough = ServiceLevelBounds.Of(new ServiceLevel(55, 100));
        var few = ServiceLevelBounds.Of(new ServiceLevel(1, 4));

        Assert.Equal(-6, Format.Change(ServiceLevelBounds.Of(new ServiceLevel(61, 100)), 0.8m, enough, 0.8m));
        Assert.Null(Format.Change(few, 0.8m, enough, 0.8m));
        Assert.Null(Format.Change(enough, 0.8m, few, 0.8m));
    }

    [Fact]
    public void Change_LevelsThatAreShown_IsTheirDifference()
    {
        var (before, now) = (ServiceLevelBounds.Of(new ServiceLevel(796, 1000)), ServiceLevelBounds.Of(new ServiceLevel(804, 1000)));

        Assert.Equal(1, Format.Change(before, 0.8m, now, 0.8m)); // 79 % and 80 % are shown
        Assert.Equal(0, Format.Change(before, null, now, null)); // 80 % and 80 %
    }

    [Fact]
    public void Time_SitesZone_IsTheSitesClock()
    {
        var summer = new DateTimeOffset(2026, 9, 1, 10, 42, 30, TimeSpan.Zero);

        Assert.Equal("11:42", Format.Time(summer, TimeZoneInfo.FindSystemTimeZoneById("Europe/London")));
        Assert.Equal("11:42:30", Format.TimeWithSeconds(summer, TimeZoneInfo.FindSystemTimeZoneById("Europe/London")));
        Assert.Equal("New York", Format.City(TimeZoneInfo.FindSystemTimeZoneById("America/New_York")));
    }

    [Fact]
    public void Slug_EveryState_ReadsBack()
    {
        Assert.All(Enum.GetValues<ServiceState>(), state => Assert.Equal(state, Words.StateOf(Words.Slug(state))));
        Assert.Null(Words.StateOf("no-such-state"));
    }

    [Theory]
    [InlineData("2026-09-01T16:00Z", "17:00")]
    [InlineData("2026-09-01T23:00Z", "Wed 00:00")] // tomorrow on the site's clocks
    [InlineData("2026-09-07T07:00Z", "Mon 08:00")]
    [InlineData("2026-09-08T07:00Z", "8 Sept 08:00")] // a week ahead the day of the week would mean today
    public void Upcoming_DaysAhead_AreNamed(string instant, string expected) => Assert.Equal(
        expected,
        Format.Upcoming(
            DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture),
            new DateTimeOffset(2026, 9, 1, 10, 42, 0, TimeSpan.Zero),
            TimeZoneInfo.FindSystemTimeZoneById("Europe/London")));

    [Theory]
    [InlineData("en-GB", "Tue 1 Sept", "Tuesday 1 September 2026", "1 Sept", "1,234")]
    [InlineData("en-US", "Tue Sep 1", "Tuesday September 1, 2026", "Sep 1", "1,234")]
    [InlineData("de-DE", "Di, 1. Sept.", "Dienstag, 1. September 2026", "1. Sept.", "1.234")]
    [InlineData("de-CH", "Di, 1. Sept.", "Dienstag, 1. September 2026", "1. Sept.", "1’234")]
    public void Date_Country_IsInItsOrder(string culture, string date, string longDate, string shortDate, string count)
    {
        using var _ = new Spoken(culture);
        var at = new DateTimeOffset(2026, 9, 1, 10, 42, 0, TimeSpan.Zero);
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

        Assert.Equal(date, Format.Date(at, zone));
        Assert.Equal(longDate, Format.LongDate(at, zone));
        Assert.Equal(shortDate, Format.ShortDate(at, zone));
        Assert.Equal(count, Format.Count(1234));
    }

    /// <summary>The language and country of one test.</summary>
    private sealed class Spoken : IDisposable
    {
        private readonly (CultureInfo Formats, CultureInfo Texts) _before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);

        public Spoken(string culture) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);

        public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = _before;
    }
}
