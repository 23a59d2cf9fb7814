using System.Collections.Immutable;

namespace ServiceLevelDashboard.Analytics.Forecasting;

/// <summary>How the level of the day so far may run on to the end of the day. Reckoned for an open page alone.</summary>
public static class ClosingFan
{
    /// <summary>The level of the day up to each moment: first as it was, at the end of every interval, then as it may come.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="queue">The queue, of the snapshot.</param>
    /// <param name="models">What is usual.</param>
    /// <returns>Oldest first; empty without a forecast. What was has one value for all bands.</returns>
    public static ImmutableArray<FanPoint> Of(Snapshot snapshot, QueueSummary queue, QueueModels models)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(queue);
        ArgumentNullException.ThrowIfNull(models);
        snapshot = snapshot.At(queue);
        if (models.Find(queue.Key, snapshot.Day) is not { } model || queue.Outlook.Forecast?.Close is not { } close)
        {
            return [];
        }
        var cut = model.Slots.CutAt(snapshot.DataUntil);
        var points = ImmutableArray.CreateBuilder<FanPoint>();
        var soFar = ServiceLevel.None;
        foreach (var point in queue.Intervals.Where(p => !p.IsOpen))
        {
            soFar += point.Level.Lower;
            if (soFar.Ratio is { } ratio)
            {
                points.Add(FanPoint.Known(point.Interval.End, (double)ratio));
            }
        }

        // The rest comes as it usually does; by the end of the usual day all of it has come.
        var from = (int)cut;
        var usual = model.Usual.Slots;
        var toCome = Enumerable.Range(from, Math.Max(0, usual.Length - from)).Sum(k => usual[k].Offered);
        var come = 0.0;
        for (var k = from; k < usual.Length && toCome > 0; k++)
        {
            come += usual[k].Offered;
            if (usual[k].Offered <= 0)
            {
                continue;
            }
            var part = close with { Rest = close.Rest with { Mean = close.Rest.Mean * come / toCome } };
            var at = snapshot.DataUntil + ((k + 1 - cut) * snapshot.Granularity.Length);
            if (at <= snapshot.Day.End && part.Quantile(0.5) is { } median)
            {
                // a median, so quantiles
                points.Add(
                    new FanPoint(at, part.Quantile(0.1)!.Value, part.Quantile(0.25)!.Value, median, part.Quantile(0.75)!.Value, part.Quantile(0.9)!.Value));
            }
        }

        return points.ToImmutable();
    }
}

/// <summary>The level of the day up to a moment; ratios.</summary>
/// <param name="At">The moment, UTC.</param>
/// <param name="Low80">One day in ten is lower.</param>
/// <param name="Low50">One day in four is lower.</param>
/// <param name="Median">Half of the days are lower.</param>
/// <param name="High50">One day in four is higher.</param>
/// <param name="High80">One day in ten is higher.</param>
public readonly record struct FanPoint(DateTimeOffset At, double Low80, double Low50, double Median, double High50, double High80)
{
    /// <summary>Whether it is known rather than forecast.</summary>
    public bool IsKnown { get; private init; }

    internal static FanPoint Known(DateTimeOffset at, double ratio) => new(at, ratio, ratio, ratio, ratio, ratio) { IsKnown = true };
}
