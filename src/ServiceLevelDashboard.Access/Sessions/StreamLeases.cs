using System.Collections.Immutable;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;

namespace ServiceLevelDashboard.Access.Sessions;

/// <summary>
/// What lasts beyond the moment in which somebody was let in: the stream of a wall. It ends when who asked for it is let in no more, or may
/// see something else, within two seconds wherever that was decided.
/// </summary>
public sealed class StreamLeases : IDisposable
{
    private readonly SessionRegistry _sessions;
    private ImmutableList<StreamLease> _all = [];

    /// <summary>Nobody stays yet.</summary>
    public StreamLeases(SessionRegistry sessions)
    {
        _sessions = sessions;
        sessions.Changed += Check;
    }

    /// <summary>Lets a viewer stay until the result is disposed.</summary>
    public StreamLease Begin(Viewer viewer)
    {
        var stay = new StreamLease(viewer, Leave);
        ImmutableInterlocked.Update(ref _all, static (all, one) => all.Add(one), stay);
        return stay;
    }

    /// <summary>Ends what may not last.</summary>
    public void Check()
    {
        foreach (var stay in _all)
        {
            stay.Check();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _sessions.Changed -= Check;

    private void Leave(StreamLease stay) => ImmutableInterlocked.Update(ref _all, static (all, one) => all.Remove(one), stay);
}

/// <summary>One viewer's stay.</summary>
public sealed class StreamLease(Viewer viewer, Action<StreamLease> leave) : IDisposable
{
    private readonly Visibility _sees = viewer.Sees;
    private readonly EndSignal _end = new();

    /// <summary>Cancelled when it may not last any longer.</summary>
    public CancellationToken Ended => _end.Token;

    /// <summary>Ends it if the viewer is let in no more, or sees something else.</summary>
    public void Check()
    {
        var person = viewer.Person;
        if (person.Rank < Rank.Screen || !person.Sees.Equals(_sees))
        {
            _end.Raise();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        leave(this);
        _end.Dispose();
    }
}
