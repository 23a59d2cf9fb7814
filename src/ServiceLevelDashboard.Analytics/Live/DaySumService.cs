using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>
/// Sums past days as they settle, so that no reader waits for it: also those of an archive of an older version, and all days anew after the zone or the start
/// of day of a site has changed. Newest first, a day a turn; what is summed stays so when the program ends. Figures are right also before: a day without
/// a sum is read from its intervals.
/// </summary>
internal sealed partial class DaySumService(
    IDailyArchive archive, IContracts contracts, ISnapshots snapshots, ILeadership leadership, TimeProvider clock, ILogger<DaySumService> logger)
    : LeaderService(leadership, clock, logger), IDaySumming
{
    private static readonly TimeSpan WhenDone = TimeSpan.FromSeconds(30);

    private ImmutableArray<SiteCalendar> _kept = [];
    private DaySumming _current;

    /// <inheritdoc/>
    public DaySumming Current => _current;

    /// <inheritdoc/>
    public override string Name => "days";

    /// <inheritdoc/>
    protected override async Task<TimeSpan> LeadAsync(CancellationToken cancellationToken)
    {
        // The sites are known by then.
        if (snapshots.For(Visibility.Everything).Snapshot is null)
        {
            return WhenDone;
        }
        var calendars = contracts.Current.Calendars.All;
        if (!calendars.SequenceEqual(_kept))
        {
            var removed = await archive.KeepOnlyAsync(calendars, cancellationToken).ConfigureAwait(false);
            Log.Kept(logger, calendars.Length, removed);
            _kept = calendars;
        }

        var started = Clock.GetTimestamp();
        var left = await LeftAsync(calendars, cancellationToken).ConfigureAwait(false);
        _current = left.IsEmpty ? default : new DaySumming(Math.Max(0, _current.All - left.Length), Math.Max(_current.All, left.Length));
        if (left.IsEmpty || !await archive.SumAsync(left[0].Day, left[0].Zone, cancellationToken).ConfigureAwait(false))
        {
            return WhenDone;
        }
        Log.Summed(logger, left[0].Day, left.Length - 1);
        // Whoever writes or reads has as much time as this took.
        return Clock.GetElapsedTime(started);
    }

    /// <summary>The days to sum, newest first.</summary>
    private async Task<ImmutableArray<(Interval Day, TimeZoneInfo Zone)>> LeftAsync(
        ImmutableArray<SiteCalendar> calendars, CancellationToken cancellationToken)
    {
        var left = new List<(Interval Day, TimeZoneInfo Zone)>();
        foreach (var calendar in calendars)
        {
            var days = await archive.UnsummedAsync(calendar, Clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            left.AddRange(days.Select(day => (day, calendar.Zone)));
        }

        return [.. left.OrderByDescending(static d => d.Day.Start)];
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Past days are cut by {Calendars} calendars; the sums of {Removed} former days are gone.")]
        public static partial void Kept(ILogger logger, int calendars, int removed);

        [LoggerMessage(2, LogLevel.Information, "Summed the day {Day}; {Left} days are left.")]
        public static partial void Summed(ILogger logger, Interval day, int left);
    }
}
