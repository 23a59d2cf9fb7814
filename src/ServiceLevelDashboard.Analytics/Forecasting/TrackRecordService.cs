using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Analytics.Forecasting;

/// <summary>
/// Keeps the track record of the forecasts: read from the archive at the start, made anew when a site day begins, when the definition changes and when
/// the archive has learnt of more days and learns no more. Off the collector's turn: minutes of one core a day for thousands of queues
/// (bench/results/numbers.md).
/// </summary>
internal sealed partial class TrackRecordService(
    IDurableIntervalArchive archive,
    DocumentRepository<TrackRecordJson.Kept> documents,
    IBackfillStatus backfill,
    ISnapshots snapshots,
    TrackRecordStore store,
    IContracts contracts,
    ILeadership leadership,
    TimeProvider clock,
    ILogger<TrackRecordService> logger) : LeaderService(leadership, clock, logger)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(30);

    // While the past is being fetched there are new days every few seconds, and pauses when the quota is in use.
    private static readonly TimeSpan BetweenWhileFetching = TimeSpan.FromHours(1);

    private bool _isRead;
    private int _version;
    private string? _seen;

    /// <inheritdoc/>
    public override string Name => "forecast-record";

    /// <inheritdoc/>
    protected override async Task<TimeSpan> LeadAsync(CancellationToken cancellationToken)
    {
        await UpdateAsync(cancellationToken).ConfigureAwait(false);
        return Between;
    }

    /// <inheritdoc/>
    protected override Task BeginAsync(CancellationToken cancellationToken)
    {
        _isRead = false; // another instance may have made one
        return Task.CompletedTask;
    }

    /// <summary>One turn: makes the record anew when what it is made from has changed and was the same at the last turn.</summary>
    /// <returns>Whether it was made.</returns>
    public async Task<bool> UpdateAsync(CancellationToken cancellationToken)
    {
        if (snapshots.For(Visibility.Everything).Snapshot is not { } snapshot)
        {
            return false;
        }
        if (!_isRead)
        {
            await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        var sites = new List<Site>();
        var contract = contracts.Current;
        foreach (var queues in snapshot.Listed.Keys.GroupBy(contract.Calendars.Of))
        {
            var slots = new DaySlots(queues.Key, snapshot.Granularity);
            var past = new PastDays(archive, slots, snapshot.Definition);
            var dates = await past.CoveredAsync(slots.DateOf(snapshot.DataUntil), TrackRecord.FurthestDays, cancellationToken).ConfigureAwait(false);
            sites.Add(new Site(past, slots, dates, [.. queues]));
        }

        store.Publish(store.Current with { KnownDays = sites.Select(static s => s.Dates.Length).DefaultIfEmpty().Max() });
        var day = snapshot.Calendar.DateOf(snapshot.Day.Start);
        var known = string.Join(
            '|',
            sites.Select(s => (sites.Count > 1 ? $"{s.Slots.Calendar.Zone.Id} {s.Slots.Calendar.DayStart:HH:mm} " : "") + string.Join(
                ' ', s.Dates.Select(static d => d.DayNumber))));
        var basis = FormattableString.Invariant($"{day:O} {known} {snapshot.Granularity} {snapshot.Definition}");
        var isSettled = _seen == basis
            && (backfill.Current.Left == 0 || store.Current.Record is not { } last || Clock.GetUtcNow() - last.MadeAt >= BetweenWhileFetching);
        _seen = basis;
        if (store.Current.Record?.Basis == basis || !isSettled || sites.All(static s => s.Dates.IsEmpty))
        {
            return false;
        }
        await MakeAsync(snapshot, sites, basis, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task MakeAsync(Snapshot snapshot, List<Site> sites, string basis, CancellationToken cancellationToken)
    {
        var targets = snapshot.Queues.ToDictionary(q => q.Key, q => q.Target);
        var tracks = new Dictionary<QueueMedia, QueueTrack>();
        var done = 0;
        try
        {
            foreach (var site in sites)
            {
                int[] cuts = [.. TrackRecord.Moments.Select(site.Slots.At)];
                store.Publish(store.Current with { Running = new TrackProgress(done, snapshot.Listed.Count) });
                await foreach (var (queues, days) in site.Past.ReadInPartsAsync(site.Dates, site.Queues, TargetOf, Clock, cancellationToken)
                    .ConfigureAwait(false))
                {
                    foreach (var (key, curves) in days)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        var history = new DayHistory(curves);
                        tracks[key] = new QueueTrack(
                            history.Count, BacktestScore.Of([.. Backtest.Run(history, cuts, TargetOf(key)?.Ratio, TrackRecord.LearntFrom)]));
                    }

                    done += queues;
                    store.Publish(store.Current with { Running = new TrackProgress(done, snapshot.Listed.Count) });
                }
            }
        }
        finally
        {
            store.Publish(store.Current with { Running = null });
        }

        var first = sites.Where(static s => !s.Dates.IsEmpty).Min(static s => s.Dates[0]);
        var record = new TrackRecord
        {
            Day = snapshot.Calendar.DateOf(snapshot.Day.Start),
            First = first,
            MadeAt = Clock.GetUtcNow(),
            Basis = basis,
            Queues = tracks.ToFrozenDictionary(),
        };
        store.Publish(store.Current with { Record = record });
        if ((await documents.SaveAsync(
            TrackRecordJson.Key, TrackRecordJson.Of(record), _version, Actor.Program, cancellationToken).ConfigureAwait(false)).IsSaved)
        {
            _version++;
        }
        else
        {
            _isRead = false; // another process was faster: its record is as good, and the next turn reads it
        }
        Log.Made(logger, tracks.Count, sites.Max(static s => s.Dates.Length));

        ServiceLevelTarget? TargetOf(QueueMedia key) =>
            targets.TryGetValue(key, out var target) ? target : snapshot.TargetFor(key);
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await documents.ReadAsync(TrackRecordJson.Key, cancellationToken).ConfigureAwait(false) is { } kept)
            {
                _version = kept.Version;
                store.Publish(store.Current with { Record = TrackRecordJson.RecordOf(kept.Value) });
            }
        }
        catch (UnusableDocumentException e)
        {
            _version = e.Version; // it is made anew
            Log.Unreadable(logger, e);
        }

        _isRead = true;
    }

    /// <summary>The queues of one calendar with their covered days.</summary>
    private sealed record Site(PastDays Past, DaySlots Slots, ImmutableArray<DateOnly> Dates, ImmutableArray<QueueId> Queues);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Held the forecasts of {Queues} queues against what came on the last {Days} days.")]
        public static partial void Made(ILogger logger, int queues, int days);

        [LoggerMessage(2, LogLevel.Warning, "The stored quality of the forecasts cannot be read; it is made anew.")]
        public static partial void Unreadable(ILogger logger, Exception error);
    }
}
