using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Alerts;

public sealed class AlertConditionsTests
{
    private static readonly AlertMoment Moment = new(Given.Utc("10:10"), Given.Utc("10:09"), Given.Utc("10:08"), AreFiguresKnown: true, IsObserved: true);

    [Theory]
    [InlineData(40, 40, ReadingKind.Holds)] // nothing within
    [InlineData(40, 9, ReadingKind.Between)] // 31 of 40, under the target by what may be chance
    [InlineData(40, 8, ReadingKind.Clear)] // 32 of 40
    [InlineData(19, 19, ReadingKind.Clear)] // too few to say anything
    public void Read_LevelOfTheLastHalfHour_AgainstTheTargetWithItsUncertainty(int answered, int late, ReadingKind expected)
    {
        // The open interval is left out: its waiting contacts are not decided.
        var queue = Queue(("09:15", 50, 50), ("09:30", answered / 2, late / 2), ("09:45", answered - (answered / 2), late - (late / 2)), ("10:00", 30, 30));

        Assert.Equal(
            new AlertReading(expected, Given.Utc("10:00")), AlertConditions.Read(Rule(AlertConditionKind.LevelBelowTarget), queue, Moment));
    }

    [Fact]
    public void JudgeLevel_LongHandleTimes_SayLess()
    {
        // If all count 22 of 40 at 0.8 are no chance; contacts of ten minutes in half an hour are worth 2.7.
        var window = new AlertWindow(new ServiceLevel(22, 40), 40, 0, TimeSpan.FromMinutes(30), 0, 0);

        Assert.Equal(ReadingKind.Holds, AlertConditions.JudgeLevel(window, 0.8m, 20));
        Assert.Equal(ReadingKind.Between, AlertConditions.JudgeLevel(window with { HandledMs = 24_000_000, Handled = 40 }, 0.8m, 20));
    }

    [Theory]
    [InlineData(4, ReadingKind.Clear)]
    [InlineData(6, ReadingKind.Between)]
    [InlineData(15, ReadingKind.Holds)]
    public void JudgeAbandons_Over_LimitByMoreThanChance(int abandoned, ReadingKind expected)
    {
        var window = new AlertWindow(ServiceLevel.None, 40, abandoned, TimeSpan.FromHours(1), 0, 0);

        Assert.Equal(expected, AlertConditions.JudgeAbandons(window, 0.1m, 20));
    }

    [Theory]
    [InlineData(121, ReadingKind.Holds)]
    [InlineData(120, ReadingKind.Between)]
    [InlineData(97, ReadingKind.Between)]
    [InlineData(96, ReadingKind.Clear)]
    public void Read_LongestWait_RingsOverAndClearsAtFourFifths(int seconds, ReadingKind expected)
    {
        var queue = Queue() with { Now = new QueueObservation(Given.Voice("a"), 1, 0, TimeSpan.FromSeconds(seconds)) };

        Assert.Equal(
            new AlertReading(expected, Moment.ObservedAt), AlertConditions.Read(Rule(AlertConditionKind.LongestWaitOver), queue, Moment));
    }

    [Fact]
    public void Read_ContactsWait_RingsWhileNobodyIsOnQueue()
    {
        var queue = Queue() with { Now = new QueueObservation(Given.Voice("a"), 1, 0, null), Agents = new AgentObservation(new QueueId("a"), 0, 0, 0, 0, 5) };

        Assert.Equal(ReadingKind.Holds, Kind(queue));
        Assert.Equal(ReadingKind.Clear, Kind(queue with { Agents = queue.Agents! with { Idle = 1 } }));
        Assert.Equal(ReadingKind.Clear, Kind(queue with { Now = queue.Now! with { Waiting = 0 } }));
        Assert.Equal(ReadingKind.Unknown, Kind(queue with { Agents = null }));

        static ReadingKind Kind(QueueSummary queue) => AlertConditions.Read(Rule(AlertConditionKind.NobodyOnQueue), queue, Moment).Kind;
    }

    [Fact]
    public void Read_StaleFigures_NobodyCanSay()
    {
        var (stale, unseen) = (Moment with { AreFiguresKnown = false }, Moment with { IsObserved = false });

        Assert.Equal(new AlertReading(ReadingKind.Unknown, stale.Now), AlertConditions.Read(Rule(AlertConditionKind.Burn), Queue(), stale));
        Assert.Equal(ReadingKind.Unknown, AlertConditions.Read(Rule(AlertConditionKind.LevelBelowTarget), Queue(), stale).Kind);
        Assert.Equal(ReadingKind.Unknown, AlertConditions.Read(Rule(AlertConditionKind.WaitingOver), Queue(), unseen).Kind);
        // What waits has an age of its own.
        Assert.Equal(ReadingKind.Clear, AlertConditions.Read(Rule(AlertConditionKind.Burn), Queue(), unseen).Kind);
    }

    [Fact]
    public void Read_ClosedOrNotMeasured_DoesNotRing()
    {
        var (rule, queue) = (Rule(AlertConditionKind.Burn), Queue() with { Burn = new BurnAlert(BurnLevel.Act, Given.Utc("09:00"), 3) });

        Assert.Equal(ReadingKind.Holds, AlertConditions.Read(rule, queue, Moment).Kind);
        Assert.Equal(ReadingKind.Clear, AlertConditions.Read(rule, queue with { State = ServiceState.Closed }, Moment).Kind);
        Assert.Equal(ReadingKind.Holds, AlertConditions.Read(rule with { Hours = AlertHours.Always }, queue with { State = ServiceState.Closed }, Moment).Kind);
        Assert.Equal(
            ReadingKind.Clear, AlertConditions.Read(rule with { Hours = AlertHours.Always }, queue with { State = ServiceState.NotMeasured }, Moment).Kind);
    }

    [Theory]
    [InlineData(BurnLevel.Act, ReadingKind.Holds)]
    [InlineData(BurnLevel.Watch, ReadingKind.Between)]
    [InlineData(BurnLevel.Calm, ReadingKind.Clear)]
    public void Read_Burn_EndsWhenItIsCalmAndNotWhenItIsMilder(BurnLevel level, ReadingKind expected) => Assert.Equal(
        expected, AlertConditions.Read(Rule(AlertConditionKind.Burn), Queue() with { Burn = new BurnAlert(level, null, null) }, Moment).Kind);

    [Theory]
    [InlineData(0.29, ReadingKind.Holds)]
    [InlineData(0.35, ReadingKind.Between)]
    [InlineData(0.4, ReadingKind.Clear)]
    [InlineData(null, ReadingKind.Unknown)]
    public void Read_Chance_RingsUnderAndClearsATenthAbove(double? chance, ReadingKind expected)
    {
        var forecast = new DayForecast(default, null, chance, 8, IsStatic: false);
        var queue = Queue() with { DayLevel = ServiceLevelBounds.Of(new ServiceLevel(30, 50)), Outlook = new QueueOutlook { Forecast = forecast } };

        Assert.Equal(expected, AlertConditions.Read(Rule(AlertConditionKind.ChanceUnder), queue, Moment).Kind);
    }

    private static AlertRule Rule(AlertConditionKind condition) => new() { Name = "Rule", Condition = condition };

    private static QueueSummary Queue(params (string Start, int Answered, int Late)[] intervals)
    {
        ImmutableArray<TrendPoint> points =
        [
            .. intervals.Select(static i =>
            {
                var span = new Interval(Given.Utc(i.Start), Given.Utc(i.Start).AddMinutes(15));
                var level = new ServiceLevel(i.Answered - i.Late, i.Answered);
                return new TrendPoint(span, ServiceLevelBounds.Of(level), Given.Counts(i.Answered, i.Late), span.End > Moment.DataUntil);
            }),
        ];
        return new QueueSummary
        {
            Queue = Given.QueueWithTarget("a"),
            Media = MediaType.Voice,
            Target = Given.Target,
            State = ServiceState.OnTarget,
            DayLevel = ServiceLevelBounds.Of(ServiceLevel.None),
            LastHalfHourLevel = ServiceLevelBounds.Of(ServiceLevel.None),
            HalfHourBeforeLevel = ServiceLevelBounds.Of(ServiceLevel.None),
            Day = ContactCounts.Sum(points.Select(static p => p.Counts)),
            Intervals = points,
            Now = null,
            Agents = null,
            MissedBeyondAllowance = null,
        };
    }
}
