using System.Collections.Immutable;

namespace ServiceLevelDashboard.Benchmarks;

/// <summary>What a row costs while it is kept.</summary>
internal static class RowSize
{
    public static int Rows => Day.QueueCount * Granularity.QuarterHour.Split(Day.SoFar).Count();

    public static double BytesPerRow()
    {
        var queues = Day.Queues();
        // once before, so that nothing is loaded between the two readings
        _ = Day.Rows(queues, new Interval(Day.Start, Day.Start.AddMinutes(15)));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        ImmutableArray<QueueInterval> rows = Day.Rows(queues, Day.SoFar);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(queues);
        return (double)(after - before) / rows.Length;
    }
}
