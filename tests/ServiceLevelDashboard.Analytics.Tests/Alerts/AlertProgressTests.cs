using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Tests.Alerts;

public sealed class AlertProgressTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Next_HoldsLongEnough_RingsOnceAndEndsOnceClearLongEnough()
    {
        Assert.Equal(
            ["10:00:00 Pending", "10:01:00 Firing", "10:04:00 Resolved"],
            Steps("10:00:00 H", "10:00:30 H", "10:01:00 H", "10:02:00 C", "10:02:30 H", "10:03:00 C", "10:03:30 C", "10:04:00 C", "10:05:00 C"));
    }

    [Fact]
    public void Next_ClearBeforeTheHoldIsOver_NeverRings()
    {
        Assert.Equal(["10:00:00 Pending", "10:00:50 -"], Steps("10:00:00 H", "10:00:50 C", "10:01:00 C"));
    }

    [Fact]
    public void Next_BetweenRingAndClear_KeepsWhatIsAndRingsAtTheNextHold()
    {
        Assert.Equal(
            ["10:00:00 Pending", "10:01:10 Firing"], Steps("09:59:00 B", "10:00:00 H", "10:00:30 B", "10:01:00 B", "10:01:10 H", "10:02:00 B", "10:09:00 B"));
    }

    [Fact]
    public void Next_NobodyCanSay_CountsForNeitherHoldNorClear()
    {
        // 30 s are held before nobody can say; the other 30 s come after it.
        Assert.Equal(
            ["10:00:00 Pending", "10:05:30 Firing"], Steps("09:50:00 U", "10:00:00 H", "10:00:30 U", "10:04:00 U", "10:05:00 H", "10:05:30 H"));
        // Clear for 50 s, then unknown: the minute begins anew.
        Assert.Equal(
            ["10:00:00 Pending", "10:01:00 Firing", "10:06:00 Resolved"],
            Steps("10:00:00 H", "10:01:00 H", "10:02:00 C", "10:02:50 U", "10:04:30 U", "10:05:00 C", "10:06:00 C"));
    }

    [Fact]
    public void Next_NoHold_RingsAtOnce()
    {
        var progress = AlertProgress.Next(null, new AlertReading(ReadingKind.Holds, Given.Utc("10:00")), TimeSpan.Zero, Minute);

        Assert.Equal(new AlertProgress(AlertState.Firing, Given.Utc("10:00"), Given.Utc("10:00")), progress);
    }

    [Fact]
    public void Next_NothingNew_IsTheSameObject()
    {
        var pending = AlertProgress.Next(null, new AlertReading(ReadingKind.Holds, Given.Utc("10:00")), Minute, Minute);
        Assert.Same(pending, AlertProgress.Next(pending, new AlertReading(ReadingKind.Holds, Given.Utc("10:00").AddSeconds(20)), Minute, Minute));

        var firing = AlertProgress.Next(pending, new AlertReading(ReadingKind.Holds, Given.Utc("10:01")), Minute, Minute);
        Assert.Same(firing, AlertProgress.Next(firing, new AlertReading(ReadingKind.Between, Given.Utc("10:02")), Minute, Minute));
    }

    private static List<string> Steps(params string[] readings)
    {
        var (progress, said, steps) = ((AlertProgress?)null, "-", new List<string>());
        foreach (var reading in readings)
        {
            var (at, kind) = (Given.Utc(reading[..8]), reading[^1]);
            var reads = kind switch { 'H' => ReadingKind.Holds, 'C' => ReadingKind.Clear, 'B' => ReadingKind.Between, _ => ReadingKind.Unknown };
            progress = AlertProgress.Next(progress, new AlertReading(reads, at), Minute, Minute);
            var now = progress?.State.ToString() ?? "-";
            if (now != said)
            {
                steps.Add($"{reading[..8]} {now}");
                said = now;
            }
            if (progress?.State == AlertState.Resolved)
            {
                (progress, said) = (null, "-");
            }
        }

        return steps;
    }
}
