namespace ServiceLevelDashboard.Access.Sessions;

/// <summary>Tells something that lasts to end, from any thread; once it has ended by itself, telling it does nothing.</summary>
public sealed class EndSignal : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _gate = new();
    private bool _isOver;

    /// <summary>Cancelled when it is told to end.</summary>
    public CancellationToken Token => _ended.Token;

    /// <summary>Tells it to end.</summary>
    public void Raise()
    {
        lock (_gate)
        {
            if (!_isOver)
            {
                _ended.Cancel();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            _ended.Dispose();
        }
    }
}
