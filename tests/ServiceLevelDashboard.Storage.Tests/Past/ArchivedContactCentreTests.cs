using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Storage.Tests.Past;

public sealed class ArchivedContactCentreTests
{
    private static readonly Interval Friday = new(ArchiveFixture.Start.AddHours(-12).AddDays(-3), ArchiveFixture.Start.AddHours(-12).AddDays(-2));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Query_SettledRangeAtFewerEdges_IsAnsweredWithoutACall()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.Sqlite);
        var centre = new CountingContactCentre(fixture.Clock);
        await KeepAsync(fixture, centre, Friday);
        var twenty = EdgeSet.Of([TimeSpan.FromSeconds(20)], []);

        var answer = await new ArchivedContactCentre(centre, fixture.Archive)
            .QueryIntervalsAsync(new IntervalQuery(Friday, Granularity.QuarterHour, twenty, []), Cancel);

        Assert.Equal((1, 0), (centre.Calls, answer.Calls));
        Assert.Equal(40, answer.Rows.Length);
        Assert.All(answer.Rows, row => Assert.Equal(CountingContactCentre.Row(row.Interval, twenty), row));
    }

    [Fact]
    public async Task Query_PartlyKept_AsksForTheRestAlone()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.Sqlite);
        var centre = new CountingContactCentre(fixture.Clock);
        await KeepAsync(fixture, centre, Friday);
        var wide = new Interval(Friday.Start.AddHours(-6), Friday.End.AddHours(6));

        var answer = await new ArchivedContactCentre(centre, fixture.Archive)
            .QueryIntervalsAsync(new IntervalQuery(wide, Granularity.QuarterHour, Samples.Edges, []), Cancel);

        Assert.Equal([new Interval(wide.Start, Friday.Start), new Interval(Friday.End, wide.End)], centre.Asked[1..]);
        Assert.Equal(Granularity.QuarterHour.Split(wide).Count(CountingContactCentre.Works), answer.Rows.Length);
    }

    [Fact]
    public async Task Query_AnEdgeThatWasNotCountedAt_AsksForAll()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.Sqlite);
        var centre = new CountingContactCentre(fixture.Clock);
        await KeepAsync(fixture, centre, Friday);
        await new ArchivedContactCentre(centre, fixture.Archive).QueryIntervalsAsync(
            new IntervalQuery(Friday, Granularity.QuarterHour, EdgeSet.Of([TimeSpan.FromSeconds(33)], []), []), Cancel);
        Assert.Equal(Friday, centre.Asked[^1]);
    }

    private static async Task KeepAsync(ArchiveFixture fixture, CountingContactCentre centre, Interval range)
    {
        var answer = await centre.QueryIntervalsAsync(new IntervalQuery(range, Granularity.QuarterHour, Samples.Edges, []), Cancel);
        await fixture.Archive.MergeAsync(new Coverage(range, Granularity.QuarterHour, Samples.Edges, [], answer.AnsweredAt), answer.Rows, Cancel);
    }
}
