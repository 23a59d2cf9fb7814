using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Instances;

namespace ServiceLevelDashboard.Storage.Tests.Past;

public sealed class BackfillerTests
{
    // The fixture's clock says Monday 2026-03-02 12:00 UTC: a week before it lies a weekend without a contact.
    private static readonly Interval Week = new(ArchiveFixture.Start.AddHours(-12).AddDays(-7), ArchiveFixture.Start.AddHours(-12));

    private static readonly BackfillScope Scope =
        new(Granularity.QuarterHour, Samples.Edges, SiteCalendar.AtMidnight(TimeZoneInfo.FindSystemTimeZoneById("Europe/London")));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Backfill_AWeekTwice_KeepsEveryRowAndAsksNothingTheSecondTime(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var centre = new CountingContactCentre(fixture.Clock);

        Assert.Equal(7, await RunAsync(Backfiller(fixture, centre)));
        Assert.Equal(7, centre.Calls);
        var kept = await fixture.Archive.ReadAsync(Week, Granularity.QuarterHour, Cancel);
        Assert.Equal(
            Granularity.QuarterHour.Split(Week).Where(CountingContactCentre.Works).Select(i => CountingContactCentre.Row(i, Samples.Edges)),
            kept.Rows);
        Assert.True(Assert.Single(kept.Covered).IsSettled);

        Assert.Equal(0, await RunAsync(Backfiller(fixture, centre)));
        Assert.Equal(7, centre.Calls);
    }

    [Fact]
    public async Task Backfill_BrokenOffInTheMiddle_GoesOnWhereItStopped()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.Sqlite);
        var centre = new CountingContactCentre(fixture.Clock) { FailingCall = 4 };
        await Assert.ThrowsAsync<UnavailableException>(() => RunAsync(Backfiller(fixture, centre)));
        Assert.Equal(4, await RunAsync(Backfiller(fixture, centre)));
        Assert.Equal(7, centre.Asked.Distinct().Count());
        Assert.Equal(centre.Asked.Count, centre.Asked.Distinct().Count());
    }

    [Fact]
    public async Task Fetch_EmptyFromBeyondTheReach_IsNotKeptAsADayWithoutContacts()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.Sqlite);
        var centre = new CountingContactCentre(fixture.Clock);
        var backfiller = Backfiller(fixture, centre);
        var reach = Reach.From(fixture.Clock.GetUtcNow());
        // A weekend without a contact on either side of it.
        var weekend = new Interval(Week.Start.AddDays(5), Week.Start.AddDays(7));
        var beyond = new Interval(weekend.Start.AddDays(-7 * 60), weekend.End.AddDays(-7 * 60));
        Assert.True(beyond.End < reach);

        await FetchAllAsync(backfiller, beyond);
        await FetchAllAsync(backfiller, weekend);

        Assert.Equal((2, 4), (backfiller.BeyondReach, centre.Calls));
        Assert.Empty(await fixture.Archive.CoverageAsync(beyond, Granularity.QuarterHour, Cancel));
        Assert.NotEmpty(await fixture.Archive.CoverageAsync(weekend, Granularity.QuarterHour, Cancel));
        Assert.Empty(await backfiller.MissingAsync(beyond, Scope, Cancel));
    }

    private static async Task FetchAllAsync(Backfiller backfiller, Interval range)
    {
        foreach (var day in await backfiller.MissingAsync(range, Scope, Cancel))
        {
            await backfiller.FetchAsync(day, 0, Scope, Cancel);
        }
    }

    [Fact]
    public async Task Missing_NewestDayFirstAndNothingThatHasNotSettled()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.Sqlite);
        var missing = await Backfiller(fixture, new CountingContactCentre(fixture.Clock))
            .MissingAsync(new Interval(Week.End.AddDays(-1), fixture.Clock.GetUtcNow()), Scope, Cancel);
        Assert.Equal(
            [new Interval(Week.End, Week.End.AddHours(8.75)), new Interval(Week.End.AddDays(-1), Week.End)],
            missing);
    }

    [Fact]
    public async Task Missing_FetchedBeforeItHadSettled_IsFetchedAgain()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.Sqlite);
        var yesterday = new Interval(Week.End.AddDays(-1), Week.End);
        await fixture.Archive.MergeAsync(
            new Coverage(yesterday, Granularity.QuarterHour, Samples.Edges, [], yesterday.End.AddHours(-6)), [], Cancel);
        var missing = await Backfiller(fixture, new CountingContactCentre(fixture.Clock)).MissingAsync(yesterday, Scope, Cancel);
        Assert.Equal([new Interval(yesterday.Start.AddHours(15), yesterday.End)], missing);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Request_WhileAnotherHoldsTheLease_IsHandedOverAndSeenToBeDone(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var dashboard = Backfiller(fixture, new CountingContactCentre(fixture.Clock), "the dashboard");
        var shell = Backfiller(fixture, new CountingContactCentre(fixture.Clock), "the shell");
        Assert.Equal("the dashboard", await dashboard.TakeLeaseAsync(Cancel));
        Assert.Equal("the dashboard", await shell.TakeLeaseAsync(Cancel));

        var key = await shell.RequestAsync(Week, Cancel);
        var (seen, range) = Assert.Single(await dashboard.RequestsAsync(Cancel));
        Assert.Equal((key, Week), (seen, range));
        await dashboard.FinishRequestAsync(key, Cancel);
        Assert.Empty(await shell.RequestsAsync(Cancel));

        await dashboard.ReleaseLeaseAsync(Cancel);
        Assert.Equal("the shell", await shell.TakeLeaseAsync(Cancel));
    }

    [Fact]
    public async Task TakeLease_HeldByAProcessThatWasKilled_IsTakenOver()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.Sqlite);
        // No process has this number: it lies above the largest that Linux gives.
        var killed = $"sld on {Environment.MachineName} (process {int.MaxValue})";
        await Backfiller(fixture, new CountingContactCentre(fixture.Clock), killed).TakeLeaseAsync(Cancel);
        Assert.Equal("a test", await Backfiller(fixture, new CountingContactCentre(fixture.Clock)).TakeLeaseAsync(Cancel));

        Assert.False(LeaseHolder.IsGone(LeaseHolder.Dashboard));
        Assert.False(LeaseHolder.IsGone($"sld on some-other-machine (process {int.MaxValue})"));
    }

    private static Backfiller Backfiller(ArchiveFixture fixture, IContactCentre centre, string holder = "a test") =>
        new(
            centre, fixture.Archive, new Leases(fixture.Executor, fixture.Clock),
            new DocumentRepository<BackfillRequest>(
                fixture.Documents, BackfillRequest.Kind, fixture.Clock), holder, fixture.Clock, NullLogger<Backfiller>.Instance);

    private static async Task<int> RunAsync(Backfiller backfiller)
    {
        var missing = await backfiller.MissingAsync(Week, Scope, Cancel);
        for (var i = 0; i < missing.Length; i++)
        {
            await backfiller.FetchAsync(missing[i], missing.Length - 1 - i, Scope, Cancel);
        }
        return missing.Length;
    }
}
