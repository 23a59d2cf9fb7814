namespace ServiceLevelDashboard.Statistics.Tests;

public sealed class DaysToComeTests
{
    private static readonly DateOnly _sunday = new(2026, 9, 6);

    // Four weeks in two slots: Mondays to Saturdays count 300 and 100 (Mondays 40 more in every other week), Sundays nothing.
    private static readonly DayHistory _weeks = History(Enumerable.Range(0, 28).Select(d => _sunday.AddDays(d - 28)));

    [Fact]
    public void Of_EachDay_IsTheMeanOfItsWeekday()
    {
        var toCome = DaysToCome.Of(_weeks, Dates(0, 3));

        Assert.Equal([0, 420, 400], toCome.Days.Select(d => Math.Round(d.Total, 6)));
        Assert.Equal((820.0, 0), (Math.Round(toCome.Counted, 6), toCome.Unknown));
    }

    [Fact]
    public void Of_WeekdayThatTheHistoryNeverSaw_IsUnknownOnAWeekendAndAsOtherWorkingDaysElse()
    {
        // Tuesday to Thursday alone.
        var young = History(Enumerable.Range(0, 3).Select(d => _sunday.AddDays(d - 5)));

        var toCome = DaysToCome.Of(young, Dates(5, 4)); // Friday to Monday

        Assert.Equal([400, 0, 0, 400], toCome.Days.Select(d => Math.Round(d.Total, 6)));
        Assert.Equal(2, toCome.Unknown);
    }

    [Theory]
    [InlineData(1, "2026-09-07", 1)] // Sunday brings none
    [InlineData(321, "2026-09-07", 2)]
    [InlineData(421, "2026-09-08", 1)]
    public void Reach_GoesByTheProfileOfEachDay(double contacts, string date, int cut) =>
        Assert.Equal((DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture), cut), DaysToCome.Of(_weeks, Dates(0, 3)).Reach(contacts));

    [Fact]
    public void Reach_MoreThanAllDaysBring_IsNever() => Assert.Null(DaysToCome.Of(_weeks, Dates(0, 3)).Reach(821));

    [Fact]
    public void From_PartOfADay_IsScaledToWhatIsKnownBetter()
    {
        var monday = DaysToCome.Of(_weeks, Dates(1, 1)).Days[0];

        Assert.Equal([0, 100], monday.From(1, null).Slots.Select(s => Math.Round(s, 6)));
        Assert.Equal([0, 130], monday.From(1, 130).Slots.Select(s => Math.Round(s, 6)));
        Assert.Equal(0, monday.From(2, 130).Total); // nothing usual is left
    }

    private static IEnumerable<DateOnly> Dates(int first, int count) => Enumerable.Range(first, count).Select(_sunday.AddDays);

    private static DayHistory History(IEnumerable<DateOnly> dates) => new(dates.Select(date => new DayCurve(date, date.DayOfWeek == DayOfWeek.Sunday
        ? [default, default]
        : [Of(300 + (date.DayOfWeek == DayOfWeek.Monday && date.DayNumber / 7 % 2 == 0 ? 40 : 0)), Of(100)])));

    private static SlotCounts Of(int counted) => new(counted, counted, counted);
}
