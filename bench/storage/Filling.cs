using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Genesys;
using ServiceLevelDashboard.Genesys.Connection;

namespace ServiceLevelDashboard.StorageBench;

/// <summary>
/// An archive of past days for a dashboard that reads a simulator: one day of it is asked for, and kept again and again up to yesterday. As a version
/// without sums of days would leave it.
/// </summary>
internal static class Filling
{
    private static readonly SiteCalendar Site = SiteCalendar.AtMidnight(TimeZoneInfo.FindSystemTimeZoneById("Europe/London"));

    public static async Task RunAsync(Uri simulator, int days, string folder, string? postgreSql)
    {
        using var centre = new GenesysContactCentre(
            new GenesysOptions { ClientId = "simulator", ClientSecret = "not-a-secret", Url = simulator.ToString() }, TimeProvider.System,
            NullLoggerFactory.Instance);
        var queues = await centre.GetQueuesAsync(CancellationToken.None);
        var scope = BackfillScope.For(queues.SelectMany(static q => q.Targets.Values), new DashboardSettings { Zone = Site.Zone });
        var today = Site.DateOf(TimeProvider.System.GetUtcNow());
        var first = Site.DayOf(today.AddDays(-4));
        var answer = await centre.QueryIntervalsAsync(new IntervalQuery(first, scope.Granularity, scope.Edges, []), CancellationToken.None);
        var (services, archive) = await ArchiveUnderTest.OpenAsync(folder, postgreSql);
        await using (services)
        {
            for (var back = days; back > 0; back--)
            {
                var day = Site.DayOf(today.AddDays(-back));
                var rows = answer.Rows.Select(row => row with { Interval = Moved(row.Interval, day.Start - first.Start) })
                    .Where(row => day.Contains(row.Interval)).ToImmutableArray();
                await archive.MergeAsync(new Coverage(day, scope.Granularity, scope.Edges, [], day.End.AddHours(6)), rows, CancellationToken.None);
            }
        }

        Console.WriteLine($"{queues.Length} queues, {days} days of {answer.Rows.Length} rows");
    }

    private static Interval Moved(Interval interval, TimeSpan by) => new(interval.Start + by, interval.End + by);
}
