using System.Runtime.InteropServices;

namespace ServiceLevelDashboard.Web.Hosting;

/// <summary>
/// Ends the program when it is asked to: at once when somebody at the keyboard asks, or asks a second time; after the <see cref="Drain"/> when a supervisor
/// of processes asks.
/// </summary>
internal sealed partial class DrainingLifetime(Drain drain, IHostApplicationLifetime lifetime, ILogger<DrainingLifetime> logger) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _signals = [];

    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Stop));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Leave));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        _signals.ForEach(static s => s.Dispose());
    }

    /// <summary>Goes when those who are here have gone. Ends what it has begun when it is asked again.</summary>
    internal async Task LeaveAsync()
    {
        if (drain.IsBegun)
        {
            lifetime.StopApplication();
            return;
        }
        try
        {
            if (drain.Length > TimeSpan.Zero)
            {
                Log.Leaving(logger, drain.Length.TotalSeconds);
            }
            await drain.RunAsync(lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException)
        {
            // asked again
        }
        lifetime.StopApplication();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true; // the host ends the process
        lifetime.StopApplication();
    }

    private void Leave(PosixSignalContext context)
    {
        context.Cancel = true;
        _ = LeaveAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Asked to end: not ready any more, and whoever is here moves to another instance within {Seconds} s")]
        public static partial void Leaving(ILogger logger, double seconds);
    }
}
