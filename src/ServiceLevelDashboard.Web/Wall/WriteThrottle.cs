namespace ServiceLevelDashboard.Web.Wall;

/// <summary>
/// Lets only some screens be written to at once: a change reaches all of them in the same moment, and buffers for thousands of copies
/// would stay with the process. A screen that takes long gives its turn away and goes on by itself.
/// </summary>
internal sealed class WriteThrottle(TimeProvider clock) : IDisposable
{
    /// <summary>How many screens are written to at once.</summary>
    public const int AtOnce = 64;

    /// <summary>Ten times what a screen on a slow line needs for a frame.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim _turns = new(AtOnce);

    /// <summary>Writes when it is the screen's turn.</summary>
    /// <param name="write">Ends when the bytes have left this process; true when the screen has gone.</param>
    /// <param name="cancellationToken">The screen has gone or the server stops.</param>
    public async Task<bool> WriteAsync(Func<Task<bool>> write, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        Task<bool> writing;
        try
        {
            writing = write();
            await ((Task)writing).WaitAsync(Patience, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            _turns.Release();
        }

        return await writing;
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();
}
