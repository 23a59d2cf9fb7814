using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Reports;

namespace ServiceLevelDashboard.Delivery.Tests.Reports;

/// <summary>Turn after turn of the service over days in which the clocks change, over restarts, and beside a second instance.</summary>
public sealed class ScheduleServiceTests
{
    private static readonly Schedule Daily = new()
    {
        Name = "Night report",
        Cron = "30 2 * * *",
        Zone = "Europe/Berlin",
        Role = "viewer",
        Addresses = ["anna@example.org"],
    };

    private readonly FakeOutbox _outbox = new();

    /// <summary>Three days around a change of the clocks: three reports, of days that follow one another.</summary>
    [Theory]
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-03-28")]
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-10-24")]
    [InlineData("America/New_York", "30 2 * * *", "2026-03-07")]
    [InlineData("America/New_York", "30 1 * * *", "2026-10-31")]
    [InlineData("Australia/Lord_Howe", "15 2 * * *", "2026-10-03")]
    [InlineData("Australia/Lord_Howe", "45 1 * * *", "2026-04-04")]
    public async Task Enter_TurnsOverAChangeOfClocks_SendsOncePerDay(string zone, string cron, string day)
    {
        var calendar = SiteCalendar.AtMidnight(TimeZoneInfo.FindSystemTimeZoneById(zone));
        var first = DateOnly.Parse(day, CultureInfo.InvariantCulture);
        var clock = new FakeTimeProvider(calendar.StartOf(first));
        using var schedules = await SchedulesAsync(Daily with { Zone = zone, Cron = cron }, clock);

        var service = Service(schedules, clock, calendar);
        while (clock.GetUtcNow() < calendar.StartOf(first.AddDays(3)))
        {
            clock.Advance(TimeSpan.FromMinutes(5));
            await service.EnterAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(
            [first, first.AddDays(1), first.AddDays(2)],
            _outbox.Messages.Select(m => calendar.DateOf(ReportMessage.Read(m).Due)));
    }

    [Fact]
    public async Task Enter_RestartsAndASecondInstance_EnterOnce()
    {
        var clock = new FakeTimeProvider(At("2026-11-29T00:00Z"));
        using var schedules = await SchedulesAsync(Daily, clock);
        clock.SetUtcNow(At("2026-11-29T01:40Z"));

        for (var i = 0; i < 5; i++)
        {
            await Service(schedules, clock).EnterAsync(TestContext.Current.CancellationToken);
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal("report night-report 20261129T013000.000Z schedule:night-report", Assert.Single(_outbox.Messages).Id);
    }

    [Theory]
    [InlineData("2026-11-30T01:29Z", "2026-11-29T01:30Z")] // 23:59 late
    [InlineData("2026-11-30T01:31Z", "2026-11-30T01:30Z")] // the one of today, not yesterday's too
    [InlineData("2026-12-05T20:00Z", "2026-12-05T01:30Z")] // stopped for a week: the latest alone
    public async Task Enter_AfterAStandstill_SendsTheLatestOnce(string started, string due)
    {
        var clock = new FakeTimeProvider(At("2026-11-28T12:00Z"));
        using var schedules = await SchedulesAsync(Daily, clock);
        clock.SetUtcNow(At(started));

        await Service(schedules, clock).EnterAsync(TestContext.Current.CancellationToken);

        Assert.Equal(At(due), ReportMessage.Read(Assert.Single(_outbox.Messages)).Due);
    }

    [Fact]
    public async Task Enter_MissedLongAgo_IsNotSentAnyMore()
    {
        var clock = new FakeTimeProvider(At("2026-11-01T12:00Z"));
        using var schedules = await SchedulesAsync(Daily with { Cron = "0 8 2 * *" }, clock);
        clock.SetUtcNow(At("2026-11-03T08:00Z")); // 08:00 in Berlin was 25 hours ago

        Assert.Equal(0, await Service(schedules, clock).EnterAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Enter_ScheduleWrittenAfterItsTime_WaitsForTheNext()
    {
        var clock = new FakeTimeProvider(At("2026-11-29T08:00Z"));
        using var schedules = await SchedulesAsync(Daily, clock);
        clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(0, await Service(schedules, clock).EnterAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Enter_Disabled_EntersNothing()
    {
        var clock = new FakeTimeProvider(At("2026-11-29T00:00Z"));
        using var schedules = await SchedulesAsync(Daily with { IsEnabled = false }, clock);
        clock.SetUtcNow(At("2026-11-29T01:40Z"));

        Assert.Equal(0, await Service(schedules, clock).EnterAsync(TestContext.Current.CancellationToken));
        Assert.Empty(_outbox.Messages);
    }

    [Fact]
    public async Task Turn_AnotherInstanceLeads_WaitsAndEntersNothing()
    {
        var clock = new FakeTimeProvider(At("2026-11-29T00:00Z"));
        using var schedules = await SchedulesAsync(Daily, clock);
        clock.SetUtcNow(At("2026-11-29T01:40Z"));
        _outbox.Holder = "another instance";
        using var enough = new CancellationTokenSource();

        var turn = Service(schedules, clock).TurnAsync(enough.Token);

        Assert.False(turn.IsCompleted);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => turn);
        Assert.Empty(_outbox.Messages);
    }

    [Fact]
    public async Task Enter_SeveralRoutesAndAddresses_AreAMessageEach()
    {
        var clock = new FakeTimeProvider(At("2026-11-29T00:00Z"));
        using var schedules = await SchedulesAsync(Daily with { Routes = ["office", "board"] }, clock);
        clock.SetUtcNow(At("2026-11-29T01:40Z"));

        await Service(schedules, clock).EnterAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["office", "board", "schedule:night-report"], _outbox.Messages.Select(m => m.Route));
        Assert.Equal(3, _outbox.Messages.Select(m => m.Id).Distinct().Count());
    }

    /// <summary>Yesterday's figures have settled at 03:00; a wait ends then, or where it may last no longer.</summary>
    [Theory]
    [InlineData(0, "2026-11-29T01:30Z")]
    [InlineData(1, "2026-11-29T02:00Z")] // final at 03:00 in Berlin
    [InlineData(72, "2026-11-29T02:00Z")]
    public async Task Enter_WaitsForFinalFigures_AsLongAsItMay(int hours, string sentAt)
    {
        var clock = new FakeTimeProvider(At("2026-11-28T12:00Z"));
        using var schedules = await SchedulesAsync(Daily with { WaitHours = hours }, clock);
        var service = Service(schedules, clock);

        while (_outbox.Messages.IsEmpty)
        {
            clock.Advance(TimeSpan.FromMinutes(5));
            await service.EnterAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(At(sentAt), clock.GetUtcNow());
        Assert.Equal(At("2026-11-29T01:30Z"), ReportMessage.Read(_outbox.Messages[0]).Due);
    }

    [Fact]
    public void DueAt_WaitOfTwoDays_KeepsEachDaysReport()
    {
        var document = new Document<Schedule>("x", Daily with { WaitHours = 72 }, 1, At("2026-11-01T00:00Z"));
        var (settles, entered) = (TimeSpan.FromHours(48), new HashSet<DateTimeOffset>());

        for (var now = At("2026-11-10T00:00Z"); now < At("2026-11-20T00:00Z"); now = now.AddMinutes(30))
        {
            if (ScheduleService.DueAt(document, Calendars, settles, now) is { } due)
            {
                Assert.True(now >= due.AddHours(45)); // final two days after midnight
                entered.Add(due);
            }
        }

        Assert.Equal(Enumerable.Range(8, 11).Select(day => At($"2026-11-{day:00}T01:30Z")), entered.Order());
    }

    private static OneCalendar Calendars => new(SiteCalendar.AtMidnight(ReportSamples.Berlin));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static async Task<DocumentCache<Schedule>> SchedulesAsync(Schedule schedule, TimeProvider clock)
    {
        var cache = new DocumentCache<Schedule>(new MemoryDocuments(), ScheduleRules.Kind, clock, NullLogger<DocumentCache<Schedule>>.Instance);
        Assert.True((await cache.SaveAsync("night-report", schedule, 0, Actor.Program, TestContext.Current.CancellationToken)).IsSaved);
        return cache;
    }

    private ScheduleService Service(DocumentCache<Schedule> schedules, TimeProvider clock, SiteCalendar? calendar = null) => new(
        schedules, _outbox, _outbox, new Contracts(calendar ?? Calendars.Standard), new SettledAfterThreeHours(), clock, NullLogger<ScheduleService>.Instance);

    private sealed class Contracts(SiteCalendar calendar) : IContracts
    {
        public Contract Current { get; } = new(calendar, ServiceLevelDefinition.Default, ContractTerms.None);
    }
}
