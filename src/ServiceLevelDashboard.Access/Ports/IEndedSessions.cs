using System.Collections.Immutable;

namespace ServiceLevelDashboard.Access.Ports;

/// <summary>
/// Which sessions were ended while the archive was away, kept apart from it so that they stay ended when the program starts anew before it is back.
/// </summary>
public interface IEndedSessions
{
    /// <summary>Their ids; empty when none are noted, or what was noted cannot be read.</summary>
    ImmutableArray<string> Read();

    /// <summary>Notes them in place of those before. Does nothing where it cannot: they are then ended for as long as the program runs.</summary>
    void Write(ImmutableArray<string> ids);
}
