using ServiceLevelDashboard.Access.Tests.Screens;

namespace ServiceLevelDashboard.Storage.Tests.Small;

public sealed class OutagesTests
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Outage_AcrossARestart_IsOneWithItsBeginningAndItsEnd(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var fleet = await FleetUnderTest.StartAsync(fixture.Documents, fixture.Clock, darkAfterMinutes: 2);
        var hall = await fleet.HangAsync("Hall");
        await fleet.PassAsync(TimeSpan.FromMinutes(1), hall);
        await fleet.PassAsync(TimeSpan.FromMinutes(3));

        var again = await FleetUnderTest.StartAsync(fixture.Documents, fixture.Clock, darkAfterMinutes: 2);
        await again.PassAsync(TimeSpan.FromMinutes(4));
        await again.PassAsync(TimeSpan.FromSeconds(10), hall);

        var outage = Assert.Single(await again.OutagesAsync(hall, ArchiveFixture.Start));
        Assert.Equal((1.0, 8.17), (outage.Since, Math.Round(outage.Until!.Value, 2)));
        Assert.Single(fleet.Notices); // begun before the restart
        Assert.Single(again.Notices); // ended after it
    }
}
