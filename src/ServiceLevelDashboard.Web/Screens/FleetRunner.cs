using System.Collections.Immutable;
using System.Threading.Channels;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Screens;

/// <summary>
/// Tells many screens something, one after the other and never evenly: thousands that load their pages in one second are more than a server, or its
/// network, was made for. One order at a time; it goes on when the page is left.
/// </summary>
internal sealed class FleetRunner(
    ScreenRegistry screens,
    ScreenSeats seats,
    BoardRegistry boards,
    DocumentRepository<FleetAction> trail,
    TimeProvider clock,
    ILogger<FleetRunner> logger) : PeriodicService(clock, logger)
{
    /// <summary>The mean pause between two screens: 25 a second, 5,000 in three minutes and a half.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    private const int Tries = 3;

    private readonly Channel<FleetRun> _runs = Channel.CreateBounded<FleetRun>(1);
    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile FleetRun? _latest;

    /// <inheritdoc/>
    public override string Name => "screens together";

    /// <summary>The order on its way, or the last one; null before the first.</summary>
    public FleetRun? Latest => _latest;

    /// <summary>How long it takes to tell so many screens. Worked: 5,000 take 200 s.</summary>
    public static TimeSpan TimeFor(int count) => count * Pause;

    /// <summary>Begins to tell screens something, once it stands in the trail.</summary>
    /// <returns>The order; null when another is on its way or the archive cannot be written, then nothing happens.</returns>
    /// <exception cref="NotAllowedException">Whoever orders it may not.</exception>
    public async Task<FleetRun?> BeginAsync(FleetOrder order, string? board, ImmutableArray<string> ids, Viewer viewer, CancellationToken cancellationToken)
    {
        var who = viewer.Demand(Rank.Supervisor);
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_latest is { IsOver: false } || !await EnterAsync(order, board, ids, who, cancellationToken))
            {
                return null;
            }
            var run = new FleetRun(order, board, ids, viewer);
            _latest = run;
            return _runs.Writer.TryWrite(run) ? run : null; // there is room: the last one is over
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public override async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        var run = await _runs.Reader.ReadAsync(cancellationToken);
        try
        {
            foreach (var id in run.Screens)
            {
                if (run.IsStopped)
                {
                    break;
                }
                run.Note(id, await TellAsync(run, id, cancellationToken));
                await Task.Delay(Pause * (0.5 + Random.Shared.NextDouble()), Clock, cancellationToken);
            }
        }
        finally
        {
            run.End();
        }

        return TimeSpan.Zero;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _one.Dispose();
    }

    private async Task<FleetOutcome> TellAsync(FleetRun run, string id, CancellationToken cancellationToken)
    {
        try
        {
            var who = run.Viewer.DemandPerson(Rank.Supervisor);
            if (screens.Find(id) is not { } screen)
            {
                return FleetOutcome.Gone;
            }
            switch (run.Order)
            {
                case FleetOrder.Identify:
                    return await seats.IdentifyAsync(id, cancellationToken) ? FleetOutcome.Done : FleetOutcome.NotConnected;
                case FleetOrder.Reload:
                    return await seats.ReloadAsync(id, cancellationToken) ? FleetOutcome.Done : FleetOutcome.NotConnected;
                case FleetOrder.Home:
                    return await seats.SendHomeAsync(id, cancellationToken) ? FleetOutcome.Done : FleetOutcome.NotConnected;
                default:
                    return await ShowAsync(id, screen, run.Board!, who, cancellationToken); // that order has one
            }
        }
        catch (NotAllowedException)
        {
            return FleetOutcome.Refused; // what was allowed at the beginning is no more
        }
        catch (ArchiveUnavailableException)
        {
            return FleetOutcome.NotKept; // it is connected to another instance, which cannot be told now
        }
    }

    private async Task<FleetOutcome> ShowAsync(string id, Screen screen, string board, Person who, CancellationToken cancellationToken)
    {
        if (boards.Find(board, who.Sees) is null || screen.Boards.Any(b => boards.IsHidden(b, who.Sees)))
        {
            return FleetOutcome.Refused; // boards that are not seen would be taken from it, or kept with other eyes
        }
        var outcome = await screens.ShowAsync(id, board, who, cancellationToken);
        if (outcome == SaveOutcome.Saved)
        {
            await seats.SendHomeAsync(id, cancellationToken);
        }
        return outcome switch
        {
            SaveOutcome.Saved => FleetOutcome.Done,
            SaveOutcome.Invalid => FleetOutcome.Refused, // it has as many boards as a screen may have
            _ => FleetOutcome.NotKept,
        };
    }

    private async Task<bool> EnterAsync(FleetOrder order, string? board, ImmutableArray<string> ids, Actor who, CancellationToken cancellationToken)
    {
        var places = ids.Take(FleetAction.MaximumPlaces).Select(id => screens.Find(id)?.Place).OfType<string>();
        var action = new FleetAction(Clock.GetUtcNow(), ids.Length, [.. places], board);
        try
        {
            for (var i = 0; i < Tries; i++)
            {
                var key = order.ToString().ToLowerInvariant();
                var before = await trail.ReadAsync(key, cancellationToken);
                if ((await trail.SaveAsync(key, action, before?.Version ?? 0, who, cancellationToken)).IsSaved)
                {
                    return true;
                }
            }
        }
        catch (ArchiveUnavailableException)
        {
            // said by whoever asked
        }

        return false;
    }
}
