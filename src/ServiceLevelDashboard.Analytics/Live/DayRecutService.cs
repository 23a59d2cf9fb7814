using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>
/// Cuts past days anew after the zone or the start of day of a site has changed: makes the sums of its new days, newest first, and lets go of those of
/// days that nobody uses any more. Figures are right also before: a day without a sum is read from its intervals.
/// </summary>
internal sealed partial class DayRecutService(
    IDailyArchive archive, DocumentRepository<DayCut> documents, IContracts contracts, ISnapshots snapshots, TimeProvider clock,
    ILogger<DayRecutService> logger)
    : PeriodicService(clock, logger), IDayRecut
{
    /// <summary>As far back as the history page shows in one piece.</summary>
    private const int FurthestDays = 400;

    private DayRecut _current;

    /// <inheritdoc/>
    public DayRecut Current => _current;

    /// <inheritdoc/>
    public override string Name => "days";

    /// <inheritdoc/>
    public override async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        await UpdateAsync(cancellationToken).ConfigureAwait(false);
        return TimeSpan.FromSeconds(10);
    }

    /// <summary>One turn: cuts anew when the calendars in use are not those of the last time.</summary>
    /// <returns>Whether it did.</returns>
    public async Task<bool> UpdateAsync(CancellationToken cancellationToken)
    {
        if (snapshots.For(Visibility.Everything).Snapshot is not { } snapshot)
        {
            return false;
        }

        var calendars = contracts.Current.Calendars.All;
        var wanted = DayCut.Of(calendars);
        var (kept, version) = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (wanted.Equals(kept))
        {
            return false;
        }

        var removed = await archive.KeepOnlyAsync(calendars, cancellationToken).ConfigureAwait(false);
        // An installation of one site sums a day when it is first asked for; only a change is worth the reading of all.
        if (version > 0 || calendars.Length > 1)
        {
            await CutAsync(calendars, snapshot.Granularity, removed, cancellationToken).ConfigureAwait(false);
        }

        await documents.SaveAsync(DayCut.Key, wanted, version, Actor.Program, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<(DayCut? Kept, int Version)> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await documents.ReadAsync(DayCut.Key, cancellationToken).ConfigureAwait(false) is { } kept ? (kept.Value, kept.Version) : (null, 0);
        }
        catch (UnusableDocumentException e)
        {
            return (null, e.Version); // then all is cut anew
        }
    }

    private async Task CutAsync(ImmutableArray<SiteCalendar> calendars, Granularity granularity, int removed, CancellationToken cancellationToken)
    {
        var now = Clock.GetUtcNow();
        ImmutableArray<(Interval Day, TimeZoneInfo Zone)> days =
        [
            .. from calendar in calendars
               let today = calendar.DateOf(now)
               from date in new DateRange(today.AddDays(-FurthestDays), today.AddDays(-1)).Days
               orderby date descending
               select (calendar.DayOf(date), calendar.Zone),
        ];
        try
        {
            for (var done = 0; done < days.Length; done++)
            {
                _current = new DayRecut(done, days.Length);
                // Nobody's rows are wanted: the sum of the day is made and kept.
                await archive.ReadAsync(days[done].Day, days[done].Zone, granularity, [], cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _current = default;
        }

        Log.Cut(logger, days.Length, calendars.Length, removed);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Cut {Days} past days of {Calendars} calendars; the sums of {Removed} former days are gone.")]
        public static partial void Cut(ILogger logger, int days, int calendars, int removed);
    }
}
