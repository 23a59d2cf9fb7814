using System.Globalization;
using CsCheck;
using ServiceLevelDashboard.Web.Components;

namespace ServiceLevelDashboard.Web.Tests.Components;

public sealed class TypedLocalTimeTests
{
    private static readonly TimeZoneInfo London = Zone("Europe/London");

    // ten years, to the second
    private static readonly Gen<DateTimeOffset> Instants =
        Gen.Int[0, 10 * 365 * 24 * 3600].Select(static seconds => new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds));

    public TypedLocalTimeTests() => CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");

    [Theory]
    [InlineData("Europe/London", "2026-10-25")]
    [InlineData("America/New_York", "2026-11-01")]
    [InlineData("Australia/Lord_Howe", "2026-04-04")]
    [InlineData("Africa/Casablanca", "2026-02-15")]
    public void Instant_OfAnyInstantShownInTheField_IsThatInstant(string id, string change)
    {
        var zone = Zone(id);
        var day = Utc(change + "T00:00Z");
        var near = Gen.Int[-90_000, 180_000].Select(seconds => day.AddSeconds(seconds));
        Gen.OneOf(Instants, near).Sample(
            instant =>
            {
                var field = new TypedLocalTime(instant, zone);
                var again = new TypedLocalTime(null, zone);
                again.Type(field.Typed, null);
                again.Which = field.Which;
                Assert.Equal((instant, instant, null), (field.Instant, again.Instant, field.Problem));
            },
            iter: 3_000);
    }

    [Fact]
    public void Choices_OfTheRepeatedHour_AreNamedAndTheOneOfTheInstantIsChosen()
    {
        var field = new TypedLocalTime(Utc("2026-10-25T01:20Z"), London);

        Assert.Equal(("2026-10-25T01:20", 1, 2), (field.Typed, field.Which, field.Choices.Length));
        Assert.Equal("01:20, the first time (UTC+01:00)", field.Name(0));
        Assert.Equal("01:20, the second time (UTC+00:00)", field.Name(1));
    }

    [Fact]
    public void Type_TheSameTimeAsTheStartInTheRepeatedHour_ProposesTheSecond()
    {
        var end = new TypedLocalTime(null, London);

        end.Type("2026-10-25T01:30", Utc("2026-10-25T00:30Z"));

        Assert.Equal(Utc("2026-10-25T01:30Z"), end.Instant);
        end.Type("2026-10-25T01:40", Utc("2026-10-25T00:30Z"));
        Assert.Equal(Utc("2026-10-25T01:40Z"), end.Instant); // what was proposed or chosen stays
    }

    [Theory]
    [InlineData("2026-03-29T01:20", "01:20 does not exist on that day: the clocks go forward over it, to 02:00. Choose another time.")]
    [InlineData("9999-12-31T23:59", "This is no date and time from 1970 to 2099. Write both.")]
    [InlineData("0001-01-01T00:00", "This is no date and time from 1970 to 2099. Write both.")]
    [InlineData("2026-10", "This is no date and time from 1970 to 2099. Write both.")]
    public void Problem_OfWhatIsNoTime_IsASentence(string typed, string sentence)
    {
        var field = new TypedLocalTime(null, London);

        field.Type(typed, null);

        Assert.Equal((sentence, null, typed), (field.Problem, field.Instant, field.Typed));
    }

    [Fact]
    public void Problem_OfNothing_IsNone() => Assert.Equal((null, null), (new TypedLocalTime(null, London).Problem, new TypedLocalTime(null, London).Instant));

    [Theory]
    [InlineData("en-GB", "1/2/2099", "2099-02-01")]
    [InlineData("de-DE", "1.2.2099", "2099-02-01")]
    [InlineData("en-US", "2/1/2099", "2099-02-01")]
    [InlineData("de-DE", "2099-02-01", "2099-02-01")]
    [InlineData("en-GB", "10:30", null)]
    [InlineData("en-GB", "soon", null)]
    public void TypedDay_AsAReaderWritesIt_IsTheDay(string culture, string typed, string? day)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

        Assert.Equal(day, new TypedDay().ConvertBack(typed)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("9:05", "09:05")]
    [InlineData("21:30", "21:30")]
    [InlineData("25:00", null)]
    public void TypedTimeOfDay_AsAReaderWritesIt_IsTheTime(string typed, string? time) =>
        Assert.Equal(time, new TypedTimeOfDay().Convert(new TypedTimeOfDay().ConvertBack(typed)));

    private static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
