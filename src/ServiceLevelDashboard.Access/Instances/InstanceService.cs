using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Access.Instances;

/// <summary>
/// Lets instances know of each other: takes over orders to the screens that are connected here, at once by a signal or with the next look, and tells every
/// ten seconds which screens those are. Where there are no others it does nothing.
/// </summary>
public sealed class InstanceService(
    ISignals signals,
    SignalBoard heard,
    IInstances instances,
    IScreenOrders orders,
    InstanceBoard board,
    ScreenSeats seats,
    ILeadership leadership,
    TimeProvider clock,
    ILogger<InstanceService> logger) : PeriodicService(clock, logger)
{
    /// <summary>Between two looks for orders.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    /// <summary>How often this instance says how it is.</summary>
    public static readonly TimeSpan TellAgain = TimeSpan.FromSeconds(10);

    /// <summary>Who has said nothing for so long is forgotten.</summary>
    public static readonly TimeSpan ForgetAfter = TimeSpan.FromMinutes(1);

    /// <summary>An order may be seen so much later than it was dated: the transaction that wrote it took so long, or clocks differ.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(20);

    private DateTimeOffset _toldAt = DateTimeOffset.MinValue, _ordersUntil = clock.GetUtcNow();
    private bool _leads;
    private string? _setUp;

    /// <inheritdoc/>
    public override string Name => "instances";

    /// <inheritdoc/>
    protected override TimeSpan PauseAfterFailure => LookAgain;

    /// <inheritdoc/>
    protected override Task? Awakens => heard.Next(Signal.Orders);

    /// <inheritdoc/>
    public override async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        if (!signals.HasOthers)
        {
            return Timeout.InfiniteTimeSpan;
        }
        await LookAsync(cancellationToken);
        return LookAgain;
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!signals.HasOthers)
        {
            return;
        }
        try
        {
            await instances.RemoveAsync(board.Id, cancellationToken);
        }
        catch (Exception e) when (e is ArchiveUnavailableException or OperationCanceledException)
        {
            // the others forget it in a minute
        }
    }

    /// <summary>One look.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        var now = Clock.GetUtcNow();
        seats.Obey(await orders.ReadSinceAsync(_ordersUntil, cancellationToken));
        _ordersUntil = now - Late;
        var leads = leadership.Current is not null;
        if (now - _toldAt < TellAgain && now >= _toldAt && leads == _leads && board.SetUp == _setUp)
        {
            return;
        }
        var facts = new InstanceFacts(leads, board.Pages, board.SetUp, seats.Here);
        await instances.KeepAsync(board.Row(now, facts), now - ForgetAfter, cancellationToken);
        board.Learn([.. (await instances.ListAsync(cancellationToken)).Where(i => now - i.SeenAt < ForgetAfter)]);
        seats.Learn(board.All.Where(i => i.Row.Id != board.Id).SelectMany(static i => i.Facts.Screens));
        (_toldAt, _leads, _setUp) = (now, leads, facts.SetUp);
    }
}
