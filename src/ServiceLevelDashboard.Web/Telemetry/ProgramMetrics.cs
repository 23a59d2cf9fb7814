using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Components.Server.Circuits;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Telemetry;

/// <summary>How the program fares, read when it is to be sent: ages, calls and who looks. There only while telemetry is sent.</summary>
internal sealed class ProgramMetrics : IDisposable
{
    private readonly Meter _meter;
    private int _circuits;

    /// <summary>Makes the instruments.</summary>
    public ProgramMetrics(IMeterFactory meters, ISnapshots snapshots, WallHub walls, ScreenSeats seats, TimeProvider clock)
    {
        _meter = meters.Create("ServiceLevelDashboard");
        _meter.CreateObservableGauge("sld.data.age", () => Ages(snapshots.For(Visibility.Everything), clock.GetUtcNow()), "s", "Age of the figures.");
        _meter.CreateObservableCounter(
            "sld.api.calls", () => snapshots.For(Visibility.Everything).Quota.CallsTotal, "{call}", "Calls of the contact centre's API.");
        _meter.CreateObservableCounter(
            "sld.api.throttled_calls", () => snapshots.For(Visibility.Everything).Quota.ThrottledTotal, "{call}", "Of these, answered by 429.");
        _meter.CreateObservableGauge(
            "sld.api.quota.used", () => (double)snapshots.For(Visibility.Everything).Quota.Share, "1", "Calls of the last 60 seconds over those allowed.");
        _meter.CreateObservableUpDownCounter("sld.viewers", () => Viewers(walls, seats), "{viewer}", "Live pages, walls, enrolled screens.");
    }

    /// <summary>Notes that a live page was opened or closed.</summary>
    public void CountCircuit(int more) => Interlocked.Add(ref _circuits, more);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<double>> Ages(SnapshotState state, DateTimeOffset now)
    {
        if (state.AgeAt(now) is { } age)
        {
            yield return new(age.TotalSeconds, new KeyValuePair<string, object?>("sld.source", "intervals"));
        }
        if (state.ObservationAgeAt(now) is { } observed)
        {
            yield return new(observed.TotalSeconds, new KeyValuePair<string, object?>("sld.source", "observations"));
        }
    }

    private IEnumerable<Measurement<int>> Viewers(WallHub walls, ScreenSeats seats) =>
    [
        new(Volatile.Read(ref _circuits), new KeyValuePair<string, object?>("sld.viewer", "circuit")),
        new(walls.Readers, new KeyValuePair<string, object?>("sld.viewer", "wall")),
        new(seats.ConnectedHere.Count, new KeyValuePair<string, object?>("sld.viewer", "screen")),
    ];
}

/// <summary>Counts live pages.</summary>
internal sealed class CircuitCounter(ProgramMetrics metrics) : CircuitHandler
{
    /// <inheritdoc/>
    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        metrics.CountCircuit(1);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        metrics.CountCircuit(-1);
        return Task.CompletedTask;
    }
}
