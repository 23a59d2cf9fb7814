using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Statistics.Causes;

namespace ServiceLevelDashboard.Web.Tests.Why;

/// <summary>Finds what a test says.</summary>
internal sealed class FakeDrops : IDrops
{
    public Drop? Found { get; set; }

    public bool IsDown { get; set; }

    public int Asked { get; private set; }

    public Task<DropToday?> ReadAsync(Snapshot snapshot, QueueSummary queue, CancellationToken cancellationToken)
    {
        Asked++;
        if (IsDown)
        {
            throw new ArchiveUnavailableException("locked");
        }
        return Task.FromResult(Found is null || queue.Target is null
            ? null
            : new DropToday(Found, new DaySlots(snapshot.Calendar, snapshot.Granularity), [.. queue.Intervals.Where(p => !p.IsOpen)]));
    }
}
