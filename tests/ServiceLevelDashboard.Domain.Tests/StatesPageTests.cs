using System.Collections.Immutable;
using System.Globalization;

namespace ServiceLevelDashboard.Domain.Tests;

/// <summary>Every table of <c>docs/states.md</c>, judged again.</summary>
public sealed class StatesPageTests
{
    private const string Page = "states.md";

    [Fact]
    public void ServiceState_EveryCase_IsJudgedSo() => Assert.All(DocTable.Under(Page, "Service state"), row =>
        Assert.Equal(row["state"], ServiceStates.Judge(
            new ServiceLevel(row.Int("met"), row.Int("of")),
            new ServiceLevel(row.Int("met last hour"), row.Int("of last hour")),
            row.Int("offered"),
            row.Decimal("target"),
            row.Flag("open"),
            row.Flag("measured")).ToString()));

    [Fact]
    public void ServiceState_EveryState_HasACase() => Assert.Equal(
        Enum.GetNames<ServiceState>().Order(),
        DocTable.Under(Page, "Service state").Select(row => row["state"]).Distinct().Order());

    [Fact]
    public void DataState_EveryCase_IsJudgedSo() => Assert.All(DocTable.Under(Page, "Data state"), row =>
        Assert.Equal(row["state"], DataStates.Judge(row.Seconds("age s"), row.Seconds("refresh period s")!.Value).ToString()));

    [Fact]
    public void DataState_EveryState_HasACase() => Assert.Equal(
        Enum.GetNames<DataState>().Order(),
        DocTable.Under(Page, "Data state").Select(row => row["state"]).Distinct().Order());

    [Fact]
    public void Attention_MissedBeyondAllowance_IsComputed() => Assert.All(DocTable.Under(Page, "Order of attention"), row =>
        Assert.Equal(row.Decimal("missed beyond allowance"), Attention.MissedBeyondAllowance(Day(row), row.Decimal("target"))));

    [Fact]
    public void Attention_AnyOrder_IsSortedAsOnThePage()
    {
        var inOrder = DocTable.Under(Page, "Order of attention").Select(Case).ToImmutableArray();
        Assert.Equal(inOrder, inOrder.Reverse().Order(Comparer<AttentionCase>.Create(Attention.Compare)));
        Assert.Equal(inOrder, inOrder.OrderBy(item => item.Key.Queue.Value[^1]).Order(Comparer<AttentionCase>.Create(Attention.Compare)));
    }

    [Fact]
    public void SiteCalendar_EveryCase_IsCutSo() => Assert.All(DocTable.Under(Page, "The site's day"), row =>
    {
        var day = new SiteCalendar(
            TimeZoneInfo.FindSystemTimeZoneById(row["zone"]), TimeOnly.Parse(row["day start"], CultureInfo.InvariantCulture)).DayOf(row.Utc("now (UTC)"));
        Assert.Equal(new Interval(row.Utc("from (UTC)"), row.Utc("to (UTC)")), day);
        Assert.Equal(row.Decimal("hours"), (decimal)day.Length.TotalHours);
    });

    [Fact]
    public void OpeningHours_EveryCase_IsJudgedSo() => Assert.All(DocTable.Under(Page, "Opening hours"), row =>
    {
        var hours = new OpeningHours { Week = Week(row["week"]), Holidays = Holidays(row["holidays"]) };
        Assert.Equal(row.Flag("open"), hours.IsOpen(row.Utc("clock"), TimeZoneInfo.Utc));
        Assert.Equal(row["opens next"] == "–" ? null : row.Utc("opens next"), hours.NextOpening(row.Utc("clock"), TimeZoneInfo.Utc));
    });

    private static ServiceLevel Day(DocTable.DocRow row) => new(row.Int("met"), row.Int("of"));

    private static AttentionCase Case(DocTable.DocRow row) => new(
        new QueueMedia(new QueueId("id of " + row["queue"]), MediaType.Voice),
        row["queue"],
        Enum.Parse<ServiceState>(row["state"]),
        row.Decimal("missed beyond allowance"),
        row.Seconds("longest wait s"),
        row.Seconds("threshold s"));

    private static ImmutableArray<Opening> Week(string cell) => cell == "–" ? [] :
    [
        .. from text in cell.Split(", ")
           let day = Enum.GetValues<DayOfWeek>().Single(day => day.ToString().StartsWith(text[..3], StringComparison.Ordinal))
           let times = text[4..].Split('-')
           select new Opening(day, TimeOnly.Parse(times[0], CultureInfo.InvariantCulture), TimeOnly.Parse(times[1], CultureInfo.InvariantCulture)),
    ];

    private static ImmutableHashSet<DateOnly> Holidays(string cell) => cell == "–" ? [] : [DateOnly.Parse(cell, CultureInfo.InvariantCulture)];
}
