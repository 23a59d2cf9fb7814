using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Web.Tests.Security;

/// <summary>Who looks at a page under test.</summary>
internal static class Viewers
{
    /// <summary>Sees everything and may do everything.</summary>
    public static Viewer Administrator => Of(Rank.Administrator);

    /// <summary>A supervisor of a name and a role.</summary>
    public static Person Person(string name, string role = "supervisor") =>
        new(Actor.Person(name, name), Rank.Supervisor, Visibility.Everything) { Roles = [role] };

    /// <summary>Somebody of a rank who sees everything, or a part.</summary>
    public static Viewer Of(Rank rank, Visibility? sees = null) =>
        new(_ => new Person(Actor.Person(rank.ToString(), rank.ToString()), rank, sees ?? Visibility.Everything));
}
