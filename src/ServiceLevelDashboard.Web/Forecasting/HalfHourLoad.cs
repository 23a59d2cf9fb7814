using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics.Staffing;

namespace ServiceLevelDashboard.Web.Forecasting;

/// <summary>
/// What staffing starts from: the contacts of half an hour of a queue's day, the day's handle time and patience; where the day does not tell, common ones.
/// </summary>
/// <param name="Contacts">Contacts offered in it.</param>
/// <param name="HandleSeconds">Average handle time.</param>
/// <param name="PatienceSeconds">Mean patience.</param>
internal sealed record HalfHourLoad(double Contacts, double HandleSeconds, double PatienceSeconds)
{
    /// <summary>Nobody keeps agents busier, in per cent, and so much of the paid time is not on queue: what is assumed until somebody says otherwise.</summary>
    public const double HighestOccupancy = 90, Shrinkage = 30;

    public const double MostSeconds = 36_000;

    private const double CommonPatience = 300, CommonHandle = 240;

    /// <summary>Half an hour.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(30);

    /// <summary>The busiest half hour so far, of whole half hours of intervals that have ended.</summary>
    public static HalfHourLoad Busiest(QueueSummary queue, Granularity granularity) =>
        Of(queue, granularity, Ended(queue).Chunk(Intervals(granularity)).Select(static half => half.Sum(p => p.Counts.Offered)).DefaultIfEmpty().Max());

    /// <summary>The half hour that has ended last.</summary>
    public static HalfHourLoad Latest(QueueSummary queue, Granularity granularity) =>
        Of(queue, granularity, Ended(queue).TakeLast(Intervals(granularity)).Sum(static p => p.Counts.Offered));

    private static HalfHourLoad Of(QueueSummary queue, Granularity granularity, int offered) => new(
        offered * (Length / (Intervals(granularity) * granularity.Length)),
        Math.Clamp(Math.Round(QueueFigures.AverageHandleTime(queue.Day)?.TotalSeconds ?? CommonHandle), 1, MostSeconds),
        Math.Clamp(Math.Round(CallerPatience.Of(queue.Day.Wait.SumMs / 1000.0, queue.Day.Abandoned) ?? CommonPatience), 1, MostSeconds));

    private static IEnumerable<TrendPoint> Ended(QueueSummary queue) => queue.Intervals.Where(static p => !p.IsOpen);

    private static int Intervals(Granularity granularity) => Math.Max(1, (int)(Length / granularity.Length));

    /// <summary>The agents on queue that it needs by the assumptions above; null when they would be more than can be reckoned.</summary>
    public int? Agents(ServiceLevelTarget target)
    {
        var assumptions = new StaffingAssumptions(HandleSeconds, PatienceSeconds, target.Threshold.TotalSeconds, target.Ratio)
        {
            HighestOccupancy = HighestOccupancy / 100,
        };
        try
        {
            return StaffingNeed.Of(Contacts, Length, assumptions).Agents;
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
