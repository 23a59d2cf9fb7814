using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Forecasting;

/// <summary>
/// Keeps the models of today in force: fitted when a site day begins, when the definition changes and when the archive has learnt of more days.
/// </summary>
internal sealed partial class ModelService(
    IDurableIntervalArchive archive,
    IObservationArchive observations,
    ISnapshots snapshots,
    QueueModelStore store,
    IContracts contracts,
    ILeadership leadership,
    TimeProvider clock,
    ILogger<ModelService> logger) : LeaderService(leadership, clock, logger)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(30);

    // Before the first fit there is nothing to lose and somebody may be waiting for it.
    private static readonly TimeSpan BetweenAtFirst = TimeSpan.FromSeconds(5);

    // While the past is being fetched there is a new day every few seconds.
    private static readonly TimeSpan BetweenFits = TimeSpan.FromMinutes(2);

    private readonly Dictionary<SiteCalendar, Fitted> _fitted = [];

    /// <inheritdoc/>
    public override string Name => "forecast-model";

    /// <inheritdoc/>
    protected override async Task<TimeSpan> LeadAsync(CancellationToken cancellationToken)
    {
        await UpdateAsync(cancellationToken).ConfigureAwait(false);
        return _fitted.Count == 0 ? BetweenAtFirst : Between;
    }

    /// <inheritdoc/>
    protected override Task BeginAsync(CancellationToken cancellationToken)
    {
        _fitted.Clear(); // another instance's may be in force
        return Task.CompletedTask;
    }

    /// <summary>One turn: fits when there is something to learn that is not in force yet.</summary>
    /// <returns>Whether it fitted.</returns>
    public async Task<bool> UpdateAsync(CancellationToken cancellationToken)
    {
        if (snapshots.For(Visibility.Everything).Snapshot is not { } snapshot)
        {
            return false;
        }
        var contract = contracts.Current;
        var queues = snapshot.Listed.Keys.ToLookup(contract.Calendars.Of);
        var hasFitted = false;
        foreach (var calendar in contract.Calendars.All.Where(queues.Contains))
        {
            var today = calendar.DayOf(snapshot.DataUntil);
            var definition = contract.DefinitionOn(calendar.DateOf(snapshot.DataUntil)) with { Switches = snapshot.Definition.Switches };
            var site = snapshot with { Calendar = calendar, Day = today, Definition = definition };
            hasFitted |= await FitAsync(site, [.. queues[calendar]], cancellationToken).ConfigureAwait(false);
        }

        return hasFitted;
    }

    /// <summary>Fits the queues of one site.</summary>
    private async Task<bool> FitAsync(Snapshot snapshot, ImmutableArray<QueueId> queues, CancellationToken cancellationToken)
    {
        var slots = new DaySlots(snapshot.Calendar, snapshot.Granularity);
        var dates = await new PastDays(archive, slots, snapshot.Definition)
            .CoveredAsync(slots.DateOf(snapshot.Day.Start), PastDays.FurthestDays, cancellationToken).ConfigureAwait(false);
        if (dates.IsEmpty)
        {
            return false; // nothing to learn from yet; what is fetched meanwhile must not wait for its turn
        }
        if (_fitted.TryGetValue(snapshot.Calendar, out var last)
             && last.Day == snapshot.Day && last.Definition == snapshot.Definition && last.Granularity == snapshot.Granularity
                && last.Queues.SequenceEqual(queues)
            && (last.Dates.SequenceEqual(dates) || Clock.GetUtcNow() - last.At < BetweenFits))
        {
            return false;
        }

        var models = await new ModelFitter(archive, observations, Clock).FitAsync(snapshot, queues, slots, dates, cancellationToken).ConfigureAwait(false);
        var others = store.Current.Queues.Where(model => !queues.Contains(model.Key.Queue));
        store.Publish(models with { Queues = others.Concat(models.Queues).ToFrozenDictionary() });
        _fitted[snapshot.Calendar] = new Fitted(snapshot.Day, snapshot.Definition, snapshot.Granularity, queues, dates, Clock.GetUtcNow());
        Log.Fitted(logger, models.Queues.Count, dates.Length);
        return true;
    }

    private sealed record Fitted(
        Interval Day, ServiceLevelDefinition Definition, Granularity Granularity, ImmutableArray<QueueId> Queues, ImmutableArray<DateOnly> Dates,
        DateTimeOffset At);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Learnt what is usual in {Queues} queues from {Days} days.")]
        public static partial void Fitted(ILogger logger, int queues, int days);
    }
}
