using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>What a backfill is to fetch.</summary>
/// <param name="Granularity">The granularity of the rows.</param>
/// <param name="Edges">The waits to count at.</param>
/// <param name="Calendar">The days at which stretches are cut.</param>
public sealed record BackfillScope(Granularity Granularity, EdgeSet Edges, SiteCalendar Calendar)
{
    /// <summary>The scope that a dashboard with these settings and queues would use.</summary>
    public static BackfillScope For(IEnumerable<ServiceLevelTarget> targets, DashboardSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new BackfillScope(
            settings.Granularity,
            EdgePlan.For(targets, settings.Definition.ShortAbandonLimit, settings.Edges).Edges,
            settings.Calendar);
    }
}

/// <summary>
/// Fetches what is missing of the past, a site day at a time, newest first, and keeps it. What has been fetched and settled is
/// never asked for again, so that it can be stopped and started at will. It holds a lease while it works: one fetches at a time.
/// </summary>
/// <param name="contactCentre">Who is asked.</param>
/// <param name="intervals">Where the answers go.</param>
/// <param name="leases">Who fetches.</param>
/// <param name="requests">What other processes ask for.</param>
/// <param name="holder">Who works, in words for a person.</param>
/// <param name="clock">The present moment.</param>
/// <param name="logger">Hears of progress.</param>
public sealed partial class Backfiller(
    IContactCentre contactCentre, IDurableIntervalArchive intervals, ILeases leases, DocumentRepository<BackfillRequest> requests, string holder,
    TimeProvider clock, ILogger<Backfiller> logger) : IBackfillStatus
{
    /// <summary>Name of the lease that whoever fetches the past must hold.</summary>
    public const string LeaseName = "backfill";

    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(5);

    // The contact centre's clock, by which the archive judges, may be behind ours.
    private static readonly TimeSpan ClockMargin = TimeSpan.FromMinutes(10);

    // Written by the one who holds the lease alone.
    private volatile ImmutableHashSet<Interval> _beyondReach = [];
    private volatile BackfillState _state = new(0, 0, null, 0, null);

    /// <inheritdoc/>
    public BackfillState Current => _state;

    /// <summary>How many stretches came back empty from beyond the contact centre's reach: they are not kept, and not asked for again by this object.</summary>
    public int BeyondReach => _beyondReach.Count;

    /// <summary>Takes or renews the lease. A holder that was killed on this machine is not waited for.</summary>
    /// <returns>Who holds it now; this object's holder when it was free.</returns>
    public async Task<string> TakeLeaseAsync(CancellationToken cancellationToken)
    {
        var standing = (await leases.TakeAsync(LeaseName, holder, LeaseTime, cancellationToken).ConfigureAwait(false)).Holder;
        if (standing == holder || !LeaseHolder.IsGone(standing))
        {
            return standing;
        }
        await leases.ReleaseAsync(LeaseName, standing, cancellationToken).ConfigureAwait(false);
        return (await leases.TakeAsync(LeaseName, holder, LeaseTime, cancellationToken).ConfigureAwait(false)).Holder;
    }

    /// <summary>Gives the lease back.</summary>
    public Task ReleaseLeaseAsync(CancellationToken cancellationToken) => leases.ReleaseAsync(LeaseName, holder, cancellationToken);

    /// <summary>
    /// What is still to fetch of a range: what is not covered, or was last fetched before it had settled; cut at the site's
    /// days, newest first. What has not settled yet is left to the collector, which reads it again and again.
    /// </summary>
    public async Task<ImmutableArray<Interval>> MissingAsync(Interval range, BackfillScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var settledBy = scope.Granularity.Floor(clock.GetUtcNow() - intervals.SettlesAfter - ClockMargin);
        var whole = scope.Granularity.SnapOutward(range);
        if (whole.Start >= settledBy)
        {
            return [];
        }
        if (whole.End > settledBy)
        {
            whole = new Interval(whole.Start, settledBy);
        }
        var covered = await intervals.CoverageAsync(whole, scope.Granularity, cancellationToken).ConfigureAwait(false);
        var settled = covered.Where(c => c.IsSettled && c.Queues.IsEmpty).Select(c => c.Range);
        return [.. Spans.Without(whole, settled).SelectMany(gap => Days(gap, scope)).Where(
            day => !_beyondReach.Contains(day)).OrderByDescending(day => day.Start)];
    }

    /// <summary>One turn: fetches one stretch and keeps it.</summary>
    /// <param name="stretch">What to fetch.</param>
    /// <param name="left">How many more there are, for the state.</param>
    /// <param name="scope">How to fetch it.</param>
    /// <param name="cancellationToken">Ends the turn; then nothing is kept of it.</param>
    /// <returns>The granularity that the contact centre answered in.</returns>
    /// <exception cref="ContactCentreException">The contact centre did not answer; nothing is kept.</exception>
    public async Task<Granularity> FetchAsync(Interval stretch, int left, BackfillScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        _state = _state with { Current = stretch, Left = left + 1, Waiting = null };
        var answer = await contactCentre
            .QueryIntervalsAsync(new IntervalQuery(stretch, scope.Granularity, scope.Edges, []), cancellationToken).ConfigureAwait(false);
        if (answer.Rows.IsEmpty && stretch.End <= Reach.From(clock.GetUtcNow()))
        {
            // Kept, it would pass for a day without contacts for ever.
            _beyondReach = _beyondReach.Add(stretch);
            _state = _state with { Current = null, Left = left, Calls = _state.Calls + answer.Calls };
            return answer.Granularity;
        }

        var coverage = new Coverage(answer.Granularity.SnapOutward(stretch), answer.Granularity, scope.Edges, [], answer.AnsweredAt);
        await intervals.MergeAsync(coverage, answer.Rows, cancellationToken).ConfigureAwait(false);
        _state = _state with { Current = null, Left = left, Done = _state.Done + 1, Calls = _state.Calls + answer.Calls };
        Log.Fetched(logger, stretch, answer.Rows.Length, left);
        return answer.Granularity;
    }

    /// <summary>Notes why it does not go on at present, or that there is nothing to do.</summary>
    public void Wait(string? reason, int left) => _state = _state with { Current = null, Waiting = reason, Left = left };

    /// <summary>Whether the contact centre can bear a call of low priority: less than half of the governor's calls were used in the last minute.</summary>
    public bool HasRoom() => contactCentre.Quota.CallsLastMinute * 2 < contactCentre.Quota.GovernorPerMinute;

    /// <summary>Asks the holder of the lease to fetch a range.</summary>
    /// <returns>The key of the request.</returns>
    public async Task<string> RequestAsync(Interval range, CancellationToken cancellationToken)
    {
        var key = range.ToString();
        // A conflict means that it was asked for already.
        await requests.SaveAsync(key, new BackfillRequest(range.Start, range.End, holder), 0, Actor.Program, cancellationToken).ConfigureAwait(false);
        return key;
    }

    /// <summary>The ranges that other processes have asked for and that are not done yet.</summary>
    public async Task<ImmutableArray<(string Key, Interval Range)>> RequestsAsync(CancellationToken cancellationToken) =>
        [.. (await requests.ListAsync(cancellationToken).ConfigureAwait(false)).Select(
            static asked => (asked.Key, new Interval(asked.Value.From, asked.Value.To)))];

    /// <summary>Notes that a requested range is done; whoever asked sees that the request is gone.</summary>
    public Task FinishRequestAsync(string key, CancellationToken cancellationToken) => requests.RemoveAsync(key, Actor.Program, cancellationToken);

    private static IEnumerable<Interval> Days(Interval gap, BackfillScope scope)
    {
        for (var from = gap.Start; from < gap.End;)
        {
            // A zone may cut its day inside an interval; the interval then belongs to the day that it starts in.
            var dayEnd = scope.Granularity.Ceiling(scope.Calendar.DayOf(from).End);
            var to = dayEnd > from && dayEnd < gap.End ? dayEnd : gap.End;
            yield return new Interval(from, to);
            from = to;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Fetched {Stretch} of the past ({Rows} rows); {Left} stretches are left.")]
        public static partial void Fetched(ILogger logger, Interval stretch, int rows, int left);
    }
}
