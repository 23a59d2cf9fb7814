using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>
/// Learns from the archive what the leading instance knows, and publishes the same. Only what is newer is read: the parts that were written since, and the
/// interval rows whose numbers differ.
/// </summary>
internal sealed partial class Follower(
    ILiveState live, IDurableIntervalArchive durable, IIntervalArchive memory, Collector collector, LiveFeed feed, HistoryWriter history, WarmStart warmStart,
    ILeadership leadership, TimeProvider clock, ILogger<Follower> logger) : IDisposable
{
    /// <summary>
    /// Rows are written before the parts that tell of them, so for a moment they are newer than these. When that lasts, somebody else has written them (what
    /// was fetched of the past, say), and they are believed.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1, 1);
    private LiveView _view = LiveView.Nothing;
    private (long Number, long Since)? _torn;
    private bool _hasLed;

    /// <summary>One look.</summary>
    /// <param name="isLast">Whether nobody else can write any more, since this instance has the lease and is about to lead.</param>
    /// <param name="cancellationToken">Ends it; then nothing has changed that the next look does not mend.</param>
    /// <returns>Whether anything was newer and is shown now.</returns>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read at present.</exception>
    public async Task<bool> LookAsync(bool isLast, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await warmStart.LoadAsync(cancellationToken).ConfigureAwait(false);
            var isNewer = await NewsAsync(isLast, cancellationToken).ConfigureAwait(false);
            _hasLed |= isLast;
            return isNewer;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task<bool> NewsAsync(bool isLast, CancellationToken cancellationToken)
    {
        if (_hasLed && !await HasAnotherLedAsync(cancellationToken).ConfigureAwait(false))
        {
            return false;
        }
        var parts = await live.ReadAsync(_view.Number, cancellationToken).ConfigureAwait(false);
        return !parts.IsEmpty && leadership.Current is null && await TakeAsync(parts, isLast, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// After this instance has led: whether another has since. Then nothing that was not written counts any more, and all is read anew; else what is known here
    /// is still the latest.
    /// </summary>
    private async Task<bool> HasAnotherLedAsync(CancellationToken cancellationToken)
    {
        var written = feed.Written ?? _view.Number;
        if ((await live.ReadAsync(written, cancellationToken).ConfigureAwait(false)).IsEmpty || leadership.Current is not null)
        {
            return false;
        }
        history.Forget();
        feed.Restart(null);
        collector.ForgetFollowed();
        (_view, _hasLed) = (LiveView.Nothing, false);
        return true;
    }

    private async Task<bool> TakeAsync(ImmutableArray<LivePart> parts, bool isLast, CancellationToken cancellationToken)
    {
        LiveView view;
        LiveMoment? moment;
        try
        {
            view = _view.With(parts);
            moment = view.ToMoment();
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            Log.Unreadable(logger, e); // another version of the program leads: its figures are shown as far as they lie in the archive
            collector.GoOnAfter(parts.Max(static part => part.Version));
            return false;
        }
        if (moment is null || (view.Rows is { } rows && !await MergeAsync(view.Number, rows, moment, isLast, cancellationToken).ConfigureAwait(false)))
        {
            return false;
        }

        await collector.FollowAsync(moment, cancellationToken).ConfigureAwait(false);
        history.Follow(clock.GetUtcNow());
        feed.Restart(moment);
        (_view, _torn) = (view, null);
        return true;
    }

    /// <summary>Reads the rows that differ.</summary>
    /// <returns>Whether they are those of the moment.</returns>
    private async Task<bool> MergeAsync(long number, RowDigests wanted, LiveMoment moment, bool isLast, CancellationToken cancellationToken)
    {
        var known = await collector.DigestsAsync(wanted.Range, wanted.Granularity, cancellationToken).ConfigureAwait(false);
        if (wanted.DifferingFrom(known) is not { } range)
        {
            return true;
        }
        var found = await durable.ReadAsync(range, wanted.Granularity, cancellationToken).ConfigureAwait(false);
        var read = RowDigests.Of(wanted.Range, wanted.Granularity, found.Rows);
        if (!isLast && IsTorn(number, wanted.DifferingFrom(known.With(range, read)) is not null))
        {
            return false;
        }

        var edges = moment.Input?.Progress.Edges ?? EdgeSet.None;
        var fetchedAt = moment.Input?.Progress.Until ?? clock.GetUtcNow();
        await memory.MergeAsync(new Coverage(range, wanted.Granularity, edges, [], fetchedAt), found.Rows, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private bool IsTorn(long number, bool differs)
    {
        if (!differs)
        {
            return false;
        }
        if (_torn is not { } torn || torn.Number != number)
        {
            _torn = torn = (number, clock.GetTimestamp());
        }
        return clock.GetElapsedTime(torn.Since) < Patience;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "What the leading instance wrote cannot be read; another version of the program may have written it.")]
        public static partial void Unreadable(ILogger logger, Exception error);
    }
}
