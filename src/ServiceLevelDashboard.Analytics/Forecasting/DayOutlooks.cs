using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Analytics.Forecasting;

/// <summary>
/// Reckons the outlooks of a day's queues. They follow from a queue's intervals and the models alone, so that they stay the same while these do and a restart
/// gives the same.
/// </summary>
/// <param name="models">What is usual.</param>
/// <param name="day">The site's day.</param>
internal sealed class DayOutlooks(QueueModels models, Interval day)
{
    /// <summary>The outlook of a queue, of which nothing but the outlook and the budget need be known yet.</summary>
    public QueueOutlook Of(QueueSummary queue)
    {
        var model = models.Find(queue.Key, day);
        var level = queue.DayLevel.Lower; // never better than what is certain
        var (met, counted) = (Math.Max(0, level.Numerator), level.Denominator);
        var busy = BusyOf(queue);
        var pace = model?.Pace ?? EffectiveSample.UsualPace;
        var effective = EffectiveSample.Of(counted, busy.TotalSeconds, HandleSeconds(queue), pace);
        var share = counted > 0 ? Math.Min(1, (double)met / counted) : 0;
        var isJudged = counted >= ServiceStates.JudgedFrom;
        return new QueueOutlook
        {
            Likely = isJudged ? Wilson.Of(share * effective, effective) : null,
            Effective = effective,
            Busy = busy,
            Pace = pace,
            IsLowVolume = isJudged && counted < QueueOutlook.LowVolumeUnder,
            ByChance = isJudged && queue.Target is { } target && level.Reaches(target.Ratio) == false
                ? BelowTarget.Probability(share, effective, (double)target.Ratio)
                : null,
            Unusual = UnusualOf(queue, model),
            Forecast = ForecastOf(queue, model),
        };
    }

    /// <summary>How probable so low a level of a part of a queue's day is by chance alone, given the level and how long contacts came in it.</summary>
    public Func<ServiceLevel, TimeSpan, double> ByChance(QueueSummary queue, ServiceLevelTarget target)
    {
        var (handle, pace) = (HandleSeconds(queue), models.Find(queue.Key, day)?.Pace ?? EffectiveSample.UsualPace);
        return (window, busy) => BelowTarget.Probability(
            Math.Max(0, (double)window.Numerator) / window.Denominator,
            EffectiveSample.Of(window.Denominator, busy.TotalSeconds, handle, pace),
            (double)target.Ratio);
    }

    private static double? HandleSeconds(QueueSummary queue) => QueueFigures.AverageHandleTime(queue.Day)?.TotalSeconds;

    private static TimeSpan BusyOf(QueueSummary queue)
    {
        var busy = TimeSpan.Zero;
        foreach (var point in queue.Intervals)
        {
            if (!point.Counts.IsZero)
            {
                busy += point.Interval.Length;
            }
        }

        return busy;
    }

    private Unusual UnusualOf(QueueSummary queue, QueueModel? model)
    {
        // The last slots that are over: an open one has seen only a part of its contacts.
        var ended = queue.Intervals.LastOrDefault(p => !p.IsOpen);
        if (ended is null
            || ended.Interval.End - day.Start < QueueModels.Recent || model is null || models.UsualAt(queue.Key, ended.Interval.Start) is not { } usual)
        {
            return Unusual.None;
        }
        var recent = queue.Intervals.Where(p => !p.IsOpen && p.Interval.Start >= ended.Interval.End - QueueModels.Recent).ToArray();
        var offered = recent.Sum(p => p.Counts.Offered);
        var level = recent.Select(p => p.Level.Lower).Aggregate(ServiceLevel.None, static (a, b) => a + b);
        var found = offered > usual.RecentOfferedHigh ? Unusual.MoreContacts : offered < usual.RecentOfferedLow ? Unusual.FewerContacts : Unusual.None;
        return level.Denominator >= ServiceStates.JudgedFrom && usual.RecentLevelLow is { } low && (double?)level.Ratio < low
            ? found | Unusual.LowerLevel
            : found;
    }

    private DayForecast? ForecastOf(QueueSummary queue, QueueModel? model)
    {
        if (model is not { Forecaster: { } forecaster, Slots: var slots })
        {
            return null;
        }
        // A queue that does not open again today has closed already, whatever is usual.
        if (queue.State == ServiceState.Closed && !(queue.OpensNext < day.End))
        {
            return null;
        }

        // Expected as of the last interval that has ended, less what the open one has brought: so it changes with the trend and not with every second.
        var open = queue.Intervals is [.., { IsOpen: true } last] ? last : null;
        var cut = open is not null || queue.Intervals.IsEmpty
            ? slots.CutAt(open?.Interval.Start ?? day.Start)
            : slots.CutAt(queue.Intervals[^1].Interval.Start) + 1;
        var offered = queue.Day.Offered - (open?.Counts.Offered ?? 0);
        var (rest, level) = (forecaster.Rest(cut, offered), queue.DayLevel.Lower);
        var met = Math.Max(0, level.Numerator);
        var close = forecaster.Close(cut, offered, met, Math.Max(met, level.Denominator));
        if (open is not null)
        {
            var later = forecaster.UsualRest(cut) is > 0 and var whole ? forecaster.UsualRest(cut + 1) / whole : 0;
            rest = rest with { Mean = ToCome(rest.Mean, open.Counts.Offered, later) };
            close = close is { } known ? known with { Rest = known.Rest with { Mean = ToCome(known.Rest.Mean, open.Level.Lower.Denominator, later) } } : null;
        }

        var chance = queue.Target is { } target && close is { } closing && closing.Counted + closing.Rest.Mean >= ServiceStates.JudgedFrom
            ? closing.Reaches((double)target.Ratio)
            : (double?)null;
        return new DayForecast(rest, close, chance, forecaster.Days, forecaster.IsStatic);
    }

    // However many the open interval has brought, what usually follows it is still to come.
    private static double ToCome(double expected, long come, double later) => Math.Max(expected - come, expected * later);
}
