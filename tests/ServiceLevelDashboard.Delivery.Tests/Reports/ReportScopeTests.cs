using System.Collections.Immutable;
using System.Globalization;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Delivery.Reports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Delivery.Tests.Reports;

public sealed class ReportScopeTests
{
    private static readonly Queue Billing = Named("Billing", "south"), Sales = Named("Sales", "north"), Fraud = Named("Fraud", "south");
    private static readonly DateTimeOffset Sunday = At("2026-11-29T07:00Z"); // 08:00 in Berlin

    private static readonly Schedule Any = new() { Name = "x", Cron = "0 8 * * *", Zone = "Europe/Berlin", Role = "viewer" };

    private static readonly ReportScope Scope = new(
        [Billing, Fraud, Sales],
        new TargetResolver(
            new Contract(SiteCalendar.AtMidnight(ReportSamples.Berlin), ServiceLevelDefinition.Default, ContractTerms.None),
            QueueRecord.Empty.Seeing([Billing, Fraud, Sales], At("2026-01-01T00:00Z"))),
        ImmutableDictionary<string, Group>.Empty.Add("calls", new Group { Name = "Calls", Queues = [Sales.Id], Media = [MediaType.Voice] }),
        []);

    [Theory]
    [InlineData(ReportSpan.Yesterday, "2026-11-28", "2026-11-28")]
    [InlineData(ReportSpan.Today, "2026-11-29", "2026-11-29")]
    [InlineData(ReportSpan.LastWeek, "2026-11-16", "2026-11-22")] // Monday to Sunday: today's week has not ended
    [InlineData(ReportSpan.LastMonth, "2026-10-01", "2026-10-31")]
    public void Request_Words_AreDaysOfTheSite(ReportSpan span, string from, string to)
    {
        var request = Scope.RequestOf(Any with { Range = span }, Visibility.Everything, Sunday);

        Assert.Equal(new DateRange(Day(from), Day(to)), request.Days!.Dates);
        Assert.Equal(span == ReportSpan.Today ? Sunday : SiteCalendar.AtMidnight(ReportSamples.Berlin).StartOf(Day(to).AddDays(1)), request.Range.End);
    }

    [Theory]
    [InlineData(ReportSpan.Yesterday, ReportComparison.SpanBefore, "2026-11-27", "2026-11-27")]
    [InlineData(ReportSpan.Yesterday, ReportComparison.WeekBefore, "2026-11-21", "2026-11-21")]
    [InlineData(ReportSpan.Yesterday, ReportComparison.YearBefore, "2025-11-29", "2025-11-29")] // a Saturday too
    [InlineData(ReportSpan.LastWeek, ReportComparison.SpanBefore, "2026-11-09", "2026-11-15")]
    [InlineData(ReportSpan.LastMonth, ReportComparison.SpanBefore, "2026-09-01", "2026-09-30")]
    [InlineData(ReportSpan.LastMonth, ReportComparison.YearBefore, "2025-10-01", "2025-10-31")]
    public void Earlier_OfWords_IsTheSameOfDaysBefore(ReportSpan span, ReportComparison compare, string from, string to)
    {
        var schedule = Any with { Range = span, Compare = compare };

        var earlier = Scope.EarlierOf(Scope.RequestOf(schedule, Visibility.Everything, Sunday), schedule);

        Assert.Equal(new DateRange(Day(from), Day(to)), earlier!.Days!.Dates);
    }

    [Fact]
    public void Earlier_OfTodaySoFar_EndsAtTheSameTimeOfDay()
    {
        var schedule = Any with { Range = ReportSpan.Today, Compare = ReportComparison.WeekBefore };
        var due = At("2026-10-29T07:00Z"); // 08:00 in winter; a week before it is summer

        var earlier = Scope.EarlierOf(Scope.RequestOf(schedule, Visibility.Everything, due), schedule);

        Assert.Equal(At("2026-10-22T06:00Z"), earlier!.Range.End);
    }

    [Fact]
    public void Request_QueuesGroupsAndDivisions_AreWhatTheRoleSeesOfThem()
    {
        var south = Visibility.Of(["south"], [], []);

        var all = Scope.RequestOf(Any, Visibility.Everything, Sunday);
        var role = Scope.RequestOf(Any with { Queues = [Billing.Id, Sales.Id] }, south, Sunday);
        var group = Scope.RequestOf(Any with { Groups = ["calls", "gone"], Divisions = ["south"] }, Visibility.Everything, Sunday);

        Assert.True(all.IsEveryQueue);
        Assert.Equal([Billing], role.Queues.AsEnumerable()); // not Sales, which the role does not see
        Assert.False(role.IsEveryQueue);
        Assert.False(role.Sees.Sees(Sales));
        Assert.Equal([Billing, Fraud, Sales], group.Queues.AsEnumerable());
        Assert.True(group.Sees.Sees(Sales, MediaType.Voice));
        Assert.False(group.Sees.Sees(Sales, MediaType.Email)); // the group is of calls
    }

    /// <summary>Yesterday ended at midnight; its figures have settled three hours later.</summary>
    [Theory]
    [InlineData("2026-11-29T01:59Z", "2026-11-29T02:00Z")]
    [InlineData("2026-11-29T02:00Z", null)]
    public void Content_OfAnAnswer_IsFinalOnceItsRangeHasSettled(string now, string? changesUntil)
    {
        var request = Scope.RequestOf(Any, Visibility.Everything, Sunday);

        var content = ReportContent.Of(request, new ReportResult(ReportSamples.Of([]), 1, []), ReportSamples.Berlin, TimeSpan.FromHours(3), At(now));

        Assert.Equal(changesUntil is null ? null : At(changesUntil), content.ChangesUntil);
        Assert.Equal(At("2026-11-28T23:00Z"), content.DataUntil);
    }

    [Fact]
    public void Request_RoleThatSeesNoneOfIt_IsGone() =>
        Assert.Throws<ReportGoneException>(() => Scope.RequestOf(Any with { Queues = [Sales.Id] }, Visibility.Of(["south"], [], []), Sunday));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static Queue Named(string name, string division) => new(
        new QueueId("id-" + name), name, new Division(division, division), ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty);
}
