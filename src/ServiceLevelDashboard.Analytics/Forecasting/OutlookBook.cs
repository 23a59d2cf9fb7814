using System.Runtime.CompilerServices;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Analytics.Forecasting;

/// <summary>The outlooks of the queues of a snapshot.</summary>
public interface IOutlooks
{
    /// <summary>The outlook of one queue; reckoned once for each summary and slot of the day, so that any number of viewers may ask.</summary>
    /// <param name="snapshot">The snapshot that the queue is of.</param>
    /// <param name="queue">The queue.</param>
    QueueOutlook Of(Snapshot snapshot, QueueSummary queue);
}

/// <summary>Keeps an outlook as long as its summary lives.</summary>
/// <param name="models">What is usual.</param>
internal sealed class OutlookBook(IQueueModels models) : IOutlooks
{
    private readonly ConditionalWeakTable<QueueSummary, Entry> _known = [];

    /// <inheritdoc/>
    public QueueOutlook Of(Snapshot snapshot, QueueSummary queue)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(queue);
        var inForce = models.Current;
        var slot = inForce.Slots?.At(snapshot.DataUntil) ?? 0;
        if (_known.TryGetValue(queue, out var known) && known.Slot == slot && ReferenceEquals(known.Models, inForce)) return known.Outlook;
        var outlook = Reckon(snapshot, queue, inForce);
        _known.AddOrUpdate(queue, new Entry(inForce, slot, outlook));
        return outlook;
    }

    /// <summary>Reckons an outlook. Pure.</summary>
    internal static QueueOutlook Reckon(Snapshot snapshot, QueueSummary queue, QueueModels models)
    {
        var model = models.Find(queue.Key, snapshot.Day);
        var level = queue.DayLevel.Lower; // never better than what is certain
        var (met, counted) = (Math.Max(0, level.Numerator), level.Denominator);
        var handle = QueueFigures.AverageHandleTime(queue.Day)?.TotalSeconds;
        var busy = queue.Intervals.Count(p => !p.Counts.IsZero) * snapshot.Granularity.Length.TotalSeconds;
        var effective = EffectiveSample.Of(counted, busy, handle, model?.Pace ?? EffectiveSample.UsualPace);
        var share = counted > 0 ? Math.Min(1, (double)met / counted) : 0;
        var isJudged = counted >= ServiceStates.JudgedFrom;
        return new QueueOutlook
        {
            Likely = isJudged ? Wilson.Of(share * effective, effective) : null,
            Effective = effective,
            IsLowVolume = isJudged && counted < QueueOutlook.LowVolumeUnder,
            Watched = Math.Max(1, snapshot.Queues.Count(static q => q.Target is not null)),
            ByChance = isJudged && queue.Target is { } target && level.Reaches(target.Ratio) == false
                ? BelowTarget.Probability(share, effective, (double)target.Ratio)
                : null,
            Unusual = UnusualOf(snapshot, queue, models),
            Forecast = ForecastOf(snapshot, queue, models, model),
        };
    }

    private static Unusual UnusualOf(Snapshot snapshot, QueueSummary queue, QueueModels models)
    {
        // The last slots that are over: an open one has seen only a part of its contacts.
        var ended = queue.Intervals.LastOrDefault(p => !p.IsOpen);
        if (ended is null || ended.Interval.End - snapshot.Day.Start < QueueModels.Recent || models.Find(queue.Key, snapshot.Day) is null || models.UsualAt(queue.Key, ended.Interval.Start) is not { } usual) return Unusual.None;
        var recent = queue.Intervals.Where(p => !p.IsOpen && p.Interval.Start >= ended.Interval.End - QueueModels.Recent).ToArray();
        var offered = recent.Sum(p => p.Counts.Offered);
        var level = recent.Select(p => p.Level.Lower).Aggregate(ServiceLevel.None, static (a, b) => a + b);
        var found = offered > usual.RecentOfferedHigh ? Unusual.MoreContacts : offered < usual.RecentOfferedLow ? Unusual.FewerContacts : Unusual.None;
        return level.Denominator >= ServiceStates.JudgedFrom && usual.RecentLevelLow is { } low && (double?)level.Ratio < low ? found | Unusual.LowerLevel : found;
    }

    private static DayForecast? ForecastOf(Snapshot snapshot, QueueSummary queue, QueueModels models, QueueModel? model)
    {
        if (model?.Forecaster is not { } forecaster || models.Slots is not { } slots || snapshot.DataUntil >= snapshot.Day.End) return null;
        // A queue that does not open again today has closed already, whatever is usual.
        if (queue.State == ServiceState.Closed && !(queue.OpensNext < snapshot.Day.End)) return null;
        var (cut, level) = (slots.CutAt(snapshot.DataUntil), queue.DayLevel.Lower);
        var met = Math.Max(0, level.Numerator);
        var close = forecaster.Close(cut, queue.Day.Offered, met, Math.Max(met, level.Denominator));
        var chance = queue.Target is { } target && close is { } closing && closing.Counted + closing.Rest.Mean >= ServiceStates.JudgedFrom
            ? closing.Reaches((double)target.Ratio)
            : (double?)null;
        return new DayForecast(forecaster.Rest(cut, queue.Day.Offered), close, chance, forecaster.Days, forecaster.IsStatic);
    }

    private sealed record Entry(QueueModels Models, int Slot, QueueOutlook Outlook);
}
