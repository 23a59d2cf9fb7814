using System.Collections.Immutable;

namespace ServiceLevelDashboard.Simulator.Push;

/// <summary>A way for messages to one client. At most one connection uses it: a second one ends the first.</summary>
/// <param name="id">Its id, which is all that a connection needs to know.</param>
/// <param name="owner">The token that made it.</param>
/// <param name="expires">When it ends.</param>
internal sealed class PushChannel(string id, string owner, DateTimeOffset expires)
{
    private readonly Lock _gate = new();
    private ImmutableArray<string> _topics = [];
    private CancellationTokenSource? _connection;

    public string Id { get; } = id;

    public string Owner { get; } = owner;

    /// <summary>When it ends; a replaced list of subscriptions moves it.</summary>
    public DateTimeOffset Expires { get; set; } = expires;

    /// <summary>When it was last used.</summary>
    public DateTimeOffset UsedAt { get; set; }

    /// <summary>What is subscribed to.</summary>
    public ImmutableArray<string> Topics
    {
        get
        {
            lock (_gate)
            {
                return _topics;
            }
        }

        set
        {
            lock (_gate)
            {
                _topics = value;
            }
        }
    }

    public bool IsConnected
    {
        get
        {
            lock (_gate)
            {
                return _connection is not null;
            }
        }
    }

    /// <summary>
    /// Takes the channel for a connection, which ends when the returned source is cancelled: by another connection, or because the channel is gone.
    /// </summary>
    public CancellationTokenSource Connect()
    {
        var mine = new CancellationTokenSource();
        CancellationTokenSource? earlier;
        lock (_gate)
        {
            (earlier, _connection) = (_connection, mine);
        }

        earlier?.Cancel();
        return mine;
    }

    /// <summary>Gives the channel back unless another connection has taken it.</summary>
    public void Disconnect(CancellationTokenSource mine)
    {
        lock (_gate)
        {
            if (ReferenceEquals(_connection, mine))
            {
                _connection = null;
            }
        }
    }

    /// <summary>Ends whatever connection there is.</summary>
    public void End()
    {
        CancellationTokenSource? connection;
        lock (_gate)
        {
            connection = _connection;
        }

        connection?.Cancel();
    }
}
