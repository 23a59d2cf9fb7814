using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Past;

/// <summary>Periods of queues whose sites have days of their own.</summary>
public sealed class PastPeriodsTests
{
    private static readonly QueueId Here = new("here"), There = new("there");

    private static readonly DateRange Week = new(new DateOnly(2026, 9, 7), new DateOnly(2026, 9, 13));

    private static readonly DateTimeOffset Later = Given.Utc("2026-10-01T00:00");

    [Fact]
    public void IndexOf_QueuesOfTwoSites_IsByEachOnesOwnDay()
    {
        var days = Of(new LondonAndKiritimati(), PeriodLength.Day, Later);
        var instant = Given.Utc("2026-09-07T12:00"); // the 8th in Kiritimati since 10:00 UTC

        Assert.Equal((0, 1), (days.IndexOf(Here, instant), days.IndexOf(There, instant)));
        Assert.Equal((-1, 0), (days.IndexOf(Here, Given.Utc("2026-09-06T12:00")), days.IndexOf(There, Given.Utc("2026-09-06T12:00"))));
        Assert.Equal((6, -1), (days.IndexOf(Here, Given.Utc("2026-09-13T12:00")), days.IndexOf(There, Given.Utc("2026-09-13T12:00"))));
        Assert.Equal(Given.Span("2026-09-06T10:00", "2026-09-13T23:00"), days.Range);
    }

    [Theory]
    [InlineData(PeriodLength.Interval)]
    [InlineData(PeriodLength.Hour)]
    [InlineData(PeriodLength.Day)]
    [InlineData(PeriodLength.Week)]
    [InlineData(PeriodLength.Month)]
    public void IndexOf_AnyCut_HoldsTheSameInstants(PeriodLength by)
    {
        var periods = Of(new LondonAndKiritimati(), by, Later);

        foreach (var instant in Enumerable.Range(0, 10 * 96).Select(quarter => Given.Utc("2026-09-05T00:00").AddMinutes(15 * quarter)))
        {
            foreach (var queue in new[] { Here, There })
            {
                Assert.Equal(periods.RangeOf(queue).Contains(instant), periods.IndexOf(queue, instant) >= 0);
            }
        }
    }

    [Fact]
    public void OfDates_DaysToCome_AreLeftOutAndTheLastEndsNow()
    {
        var days = Of(new OneCalendar(SiteCalendar.AtMidnight(TimeZoneInfo.Utc)), PeriodLength.Day, Given.Utc("2026-09-08T10:15"));

        Assert.Equal([Given.Span("2026-09-07T00:00", "2026-09-08T00:00"), Given.Span("2026-09-08T00:00", "2026-09-08T10:15")], days.All);
    }

    private static PastPeriods Of(IQueueCalendars calendars, PeriodLength by, DateTimeOffset until) => PastPeriods.OfDates(
        Week, by, Granularity.QuarterHour, new TargetResolver(
            new Contract(calendars, ServiceLevelDefinition.Default, ContractTerms.None), QueueRecord.Empty), [Here, There], until);

    private sealed class LondonAndKiritimati : IQueueCalendars
    {
        private static readonly SiteCalendar Kiritimati = SiteCalendar.AtMidnight(TimeZoneInfo.FindSystemTimeZoneById("Pacific/Kiritimati"));

        public SiteCalendar Standard { get; } = SiteCalendar.AtMidnight(TimeZoneInfo.FindSystemTimeZoneById("Europe/London"));

        public SiteCalendar Others => Standard;

        public ImmutableArray<SiteCalendar> All => [Standard, Kiritimati];

        public SiteCalendar Of(QueueId queue) => queue == There ? Kiritimati : Standard;
    }
}
