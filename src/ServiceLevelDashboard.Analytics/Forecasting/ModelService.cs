using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Forecasting;

/// <summary>Keeps the models of today in force: fitted when a site day begins, when the definition changes and when the archive has learnt of more days.</summary>
internal sealed partial class ModelService(
    IDurableIntervalArchive archive,
    IObservationArchive observations,
    ISnapshots snapshots,
    QueueModelStore store,
    DashboardSettings settings,
    TimeProvider clock,
    ILogger<ModelService> logger) : PeriodicService(clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(30);

    // Before the first fit there is nothing to lose and somebody may be waiting for it.
    private static readonly TimeSpan BetweenAtFirst = TimeSpan.FromSeconds(5);

    // While the past is being fetched there is a new day every few seconds.
    private static readonly TimeSpan BetweenFits = TimeSpan.FromMinutes(2);

    private (Interval Day, ServiceLevelDefinition Definition, Granularity Granularity, ImmutableArray<DateOnly> Dates)? _fitted;

    /// <inheritdoc/>
    protected override TimeSpan Pause => _fitted is null ? BetweenAtFirst : Between;

    /// <summary>One turn: fits when there is something to learn that is not in force yet.</summary>
    /// <returns>Whether it fitted.</returns>
    public override async Task<bool> TurnAsync(CancellationToken cancellationToken)
    {
        if (snapshots.For(Visibility.Everything).Snapshot is not { } snapshot)
        {
            return false;
        }
        var slots = new DaySlots(settings.Calendar, snapshot.Granularity);
        var dates = await new PastDays(archive, slots, snapshot.Definition)
            .CoveredAsync(slots.DateOf(snapshot.Day.Start), PastDays.FurthestDays, cancellationToken).ConfigureAwait(false);
        if (dates.IsEmpty)
        {
            return false; // nothing to learn from yet; what is fetched meanwhile must not wait for its turn
        }
        if (_fitted is { } last && last.Day == snapshot.Day && last.Definition == snapshot.Definition && last.Granularity == snapshot.Granularity)
        {
            if (last.Dates.SequenceEqual(dates) || Clock.GetUtcNow() - store.Current.FittedAt < BetweenFits)
            {
                return false;
            }
        }

        var models = await new ModelFitter(archive, observations, Clock).FitAsync(snapshot, slots, dates, cancellationToken).ConfigureAwait(false);
        store.Publish(models);
        _fitted = (snapshot.Day, snapshot.Definition, snapshot.Granularity, dates);
        Log.Fitted(logger, models.Queues.Count, dates.Length);
        return true;
    }

    /// <inheritdoc/>
    protected override void SayBroken(Exception error) => Log.TurnBroke(logger, error);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Learnt what is usual in {Queues} queues from {Days} days.")]
        public static partial void Fitted(ILogger logger, int queues, int days);

        [LoggerMessage(2, LogLevel.Warning, "What is usual could not be learnt; it is tried again.")]
        public static partial void TurnBroke(ILogger logger, Exception error);
    }
}
