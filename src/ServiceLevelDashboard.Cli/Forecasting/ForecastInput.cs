using System.Collections.Immutable;
using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Cli.Archive;
using ServiceLevelDashboard.Cli.Reporting;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Cli.Forecasting;

/// <summary>What <c>sld forecast</c> and <c>sld backtest</c> are given: queues of the archive, cut into days. Nothing is asked of the contact centre.</summary>
internal sealed class ForecastInput
{
    private readonly Option<string[]?> _queue = new("--queue") { HelpName = "NAME|ID", Description = "Queues, by name or id; may be repeated. All when not given.", AllowMultipleArgumentsPerToken = false };
    private readonly Option<string?> _zone = new("--zone")
    {
        HelpName = "ZONE",
        Description = "Time zone of the site's day, for instance Europe/Berlin. The site's when not given.",
    };
    private readonly Option<string?> _media = new("--media") { HelpName = "TYPE", Description = "Media type, or all. voice when not given." };
    private readonly Option<string?> _data = ArchiveAccess.Data();
    private readonly Option<string?> _url = CommonOptions.Url();

    /// <summary>Where the archive is and how its days are cut; <see cref="Options"/> holds them too.</summary>
    public IEnumerable<Option> SiteOptions => [_zone, _data, _url];

    /// <summary>The options, to be added to a command.</summary>
    public IEnumerable<Option> Options => [_queue, _media, _zone, _data, _url];

    /// <summary>Opens the archive and does some work on it.</summary>
    /// <exception cref="UsageException">There is no archive, or a queue is not in it.</exception>
    public async Task<int> WithArchiveAsync(Shell shell, ParseResult given, Func<ForecastArchive, Task<int>> work, CancellationToken cancellationToken)
    {
        var place = ReportZone.Of(given.GetValue(_zone), shell.Configuration);
        await using var services = ArchiveAccess.Services(shell, given.GetValue(_data), given.GetValue(_url));
        if (!ArchiveAccess.Exists(services))
        {
            throw new UsageException(
                "There is no archive to forecast from. Start the dashboard, or run `sld backfill --last 56d`, or name its folder with --data.");
        }
        var now = shell.Clock.GetUtcNow();
        var known = await ReportContract.ReadAsync(services, shell, place.Zone, [], cancellationToken);
        var versions = await services.GetRequiredService<IQueueHistory>().ReadAsync(new Interval(now.AddDays(-1), now.AddMinutes(1)), cancellationToken);
        ImmutableArray<Queue> listed = [.. versions.GroupBy(v => v.Queue.Id).Select(g => g.Last().Queue).OrderBy(
            q => q.Name, StringComparer.OrdinalIgnoreCase)];
        var named = given.GetValue(_queue) ?? [];
        var media = given.GetValue(_media)?.Trim().ToLowerInvariant() ?? MediaType.Voice.Name;
        var queues = named.Length == 0 ? listed : QueueChoice.Find(listed, named, "--queue");
        var calendar = CalendarOf(queues, known.Contract, given.GetValue(_zone) is null, place, shell);
        return await work(new ForecastArchive(
            services.GetRequiredService<IDurableIntervalArchive>(),
            new DaySlots(calendar, Granularity.QuarterHour),
            queues,
            key => known.Targets.TargetFor(key.Queue, key.Media, now),
            media == QueueChoice.All ? null : new MediaType(media),
            known.Contract.DefinitionOn(calendar.DateOf(now)),
            known.Groups));
    }

    /// <summary>The days of the queues' site; where they are in several, or a zone is named, those of the zone.</summary>
    private static SiteCalendar CalendarOf(ImmutableArray<Queue> queues, Contract contract, bool isOwn, ReportZone place, Shell shell)
    {
        var own = queues.Select(q => contract.Calendars.Of(q.Id)).Distinct().ToArray();
        if (isOwn && own.Length > 1)
        {
            shell.Terminal.Say($"Notice: the queues are in {own.Length} sites with days of their own; all use the time zone {place.Zone.Id}. Name the queues of one site with --queue.");
        }

        return isOwn && own is [var only] ? only : place.Calendar;
    }
}

/// <summary>The archive as days of queues.</summary>
/// <param name="Intervals">What is kept.</param>
/// <param name="Slots">How days are cut.</param>
/// <param name="Queues">The queues that are wanted.</param>
/// <param name="TargetFor">The target in force of a queue and media type, or null.</param>
/// <param name="Media">The media type that is wanted, or null for all.</param>
/// <param name="Definition">The definition behind the levels: the contract's of today.</param>
/// <param name="Groups">The groups by key.</param>
internal sealed record ForecastArchive(
    IDurableIntervalArchive Intervals,
    DaySlots Slots,
    ImmutableArray<Queue> Queues,
    Func<QueueMedia, ServiceLevelTarget?> TargetFor,
    MediaType? Media,
    ServiceLevelDefinition Definition,
    ImmutableDictionary<string, Group> Groups)
{
    /// <summary>The whole days before a date, by queue and media type.</summary>
    public async Task<ImmutableArray<(Queue Queue, QueueMedia Key, ImmutableArray<DayCurve> Days)>> DaysAsync(
        DateOnly before, int days, CancellationToken cancellationToken)
    {
        var past = new PastDays(Intervals, Slots, Definition);
        var dates = await past.CoveredAsync(before, days, cancellationToken);
        if (dates.IsEmpty || Queues.IsEmpty)
        {
            return [];
        }
        var byId = Queues.ToDictionary(q => q.Id);
        var found = await past.ReadAsync(dates, [.. byId.Keys], TargetFor, cancellationToken);
        return [.. found.Where(f => Media is null || f.Key.Media == Media).Select(f => (byId[f.Key.Queue], f.Key, f.Value)).OrderBy(
            f => f.Item1.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>What the archive knows of a day so far.</summary>
    /// <returns>The counts of each queue and media type, and up to when they reach; null when nothing of the day is there.</returns>
    public async Task<(
        IReadOnlyDictionary<QueueMedia, ContactCounts> Counts, DateTimeOffset Until)?> TodayAsync(Interval day, CancellationToken cancellationToken)
    {
        var kept = await Intervals.ReadAsync(day, Slots.Granularity, [.. Queues.Select(q => q.Id)], cancellationToken);
        if (kept.Covered.IsEmpty)
        {
            return null;
        }
        var until = kept.Covered.Max(c => c.FetchedAt < c.Range.End ? c.FetchedAt : c.Range.End);
        return (kept.Rows.GroupBy(r => r.Key).ToDictionary(g => g.Key, g => ContactCounts.Sum(g.Select(r => r.Counts))), until);
    }
}
