using System.Collections.Immutable;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;

namespace ServiceLevelDashboard.Access.Sessions;

/// <summary>
/// What lasts beyond the moment in which somebody was let in: an open page and the stream of a wall. It ends when who asked for it is let in no more, or
/// may do or see something else, within two seconds wherever that was decided.
/// </summary>
public sealed class ViewerLeases : IDisposable
{
    private readonly SessionRegistry _sessions;
    private readonly RoleRegistry _roles;
    private ImmutableList<ViewerLease> _all = [];

    /// <summary>Nobody stays yet.</summary>
    public ViewerLeases(SessionRegistry sessions, RoleRegistry roles)
    {
        (_sessions, _roles) = (sessions, roles);
        sessions.Changed += Check;
        roles.Changed += Check;
    }

    /// <summary>Lets a viewer stay until the result is disposed.</summary>
    public ViewerLease Begin(Viewer viewer)
    {
        var stay = new ViewerLease(viewer, Leave);
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
    public void Dispose()
    {
        _sessions.Changed -= Check;
        _roles.Changed -= Check;
    }

    private void Leave(ViewerLease stay) => ImmutableInterlocked.Update(ref _all, static (all, one) => all.Remove(one), stay);
}

/// <summary>One viewer's stay.</summary>
public sealed class ViewerLease(Viewer viewer, Action<ViewerLease> leave) : IDisposable
{
    private readonly (Rank Rank, Visibility Sees) _rights = RightsOf(viewer);
    private readonly EndSignal _end = new();

    /// <summary>Cancelled when it may not last any longer.</summary>
    public CancellationToken Ended => _end.Token;

    /// <summary>Ends it if the viewer is let in no more, or may do or see something else.</summary>
    public void Check()
    {
        var rights = RightsOf(viewer);
        if (rights.Rank < Rank.Screen || rights != _rights)
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

    private static (Rank Rank, Visibility Sees) RightsOf(Viewer viewer) => viewer.Person is var person ? (person.Rank, person.Sees) : default;
}
