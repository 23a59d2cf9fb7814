using BenchmarkDotNet.Attributes;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Live;

namespace ServiceLevelDashboard.Benchmarks;

/// <summary>What a turn pays for its span, its parts and its figures while nobody listens.</summary>
public class TelemetryBenchmarks
{
    [Benchmark(Description = "telemetry of a turn, off")]
    public void Off()
    {
        using var turn = TurnTelemetry.Begin(RefreshSource.Intervals, TimeProvider.System);
        using (TurnTelemetry.Part("merge"))
        {
            TurnTelemetry.NoteMerge(TimeSpan.FromMilliseconds(1), 8_000);
        }
        using var part = TurnTelemetry.Part("publish");
    }
}
