using System.Collections.Immutable;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Cli.Tests.EndToEnd;

/// <summary>A dashboard whose archive holds two days that have settled.</summary>
public class KeptDashboard : ApiDashboard
{
    private static readonly DateRange _days = new(new DateOnly(2025, 3, 4), new DateOnly(2025, 3, 5));

    /// <inheritdoc/>
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var day in _days.Days)
        {
            await KeepAsync(day, static rows => rows);
        }
    }

    /// <inheritdoc/>
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Storage:RetentionMonths", "120");
    }

    /// <summary>Fetches a day once more, as it was.</summary>
    internal Task RestoreAsync(DateOnly day) => KeepAsync(day, static rows => rows);

    /// <summary>Fetches a day once more, of which something was otherwise.</summary>
    internal Task CorrectAsync(DateOnly day) => KeepAsync(
        day, static rows => rows.SetItem(0, rows[0] with { Counts = rows[0].Counts with { Offered = rows[0].Counts.Offered + 1 } }));

    private async Task KeepAsync(
        DateOnly day, Func<ImmutableArray<QueueInterval>, ImmutableArray<QueueInterval>> change)
    {
        var range = new SiteCalendar(TimeZoneInfo.FindSystemTimeZoneById("Europe/London"), default).RangeOf(new DateRange(day, day));
        var centre = Services.GetRequiredService<IContactCentre>();
        var queues = await centre.GetQueuesAsync(CancellationToken.None);
        var thresholds = queues.SelectMany(static q => q.Targets.Values).Select(static t => t.Threshold).Distinct().ToList();
        var edges = EdgeSet.Of(thresholds, thresholds);
        var answer = await centre.QueryIntervalsAsync(
            new IntervalQuery(range, Granularity.QuarterHour, edges, []), CancellationToken.None);
        await Services.GetRequiredService<IDurableIntervalArchive>().MergeAsync(
            new Coverage(range, Granularity.QuarterHour, edges, [], answer.AnsweredAt), change(answer.Rows), CancellationToken.None);
    }
}

/// <summary>The tests of flat rows, which share one dashboard.</summary>
[CollectionDefinition(nameof(FlatRows))]
public sealed class FlatRows : ICollectionFixture<KeptDashboard>;
