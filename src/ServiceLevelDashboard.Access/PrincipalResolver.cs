using System.Security.Claims;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Access.Sessions;
using ServiceLevelDashboard.Access.Tokens;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Access;

/// <summary>Knows everybody who is let in: a cookie only says which session is meant, and what that may do is asked anew each time.</summary>
public sealed class PrincipalResolver(SessionRegistry sessions, RoleRegistry roles, ScreenRegistry screens, ApiTokens tokens)
{
    private static readonly Person Local = new(
        Actor.Person(Principals.LocalName, Principals.LocalName), Rank.Administrator, Visibility.Everything)
    { Roles = [Role.KeyOf(Rank.Administrator)] };
    private static readonly Person Guest =
        new(Actor.Person(Principals.GuestName, Principals.GuestName), Rank.Viewer, Visibility.Everything) { IsGuest = true };

    /// <summary>Who a principal is; nobody when it is not known, or no more.</summary>
    public Person Of(ClaimsPrincipal principal) => principal.Identity switch
    {
        { IsAuthenticated: true, AuthenticationType: Principals.OpenScheme } => Principals.IsLocal(principal) ? Local : Guest,
        { IsAuthenticated: true, AuthenticationType: Principals.SessionScheme } => SessionOf(principal) is { } session
            ? roles.PersonOf(Actor.Person(session.Person, session.Name), session.Roles)
            : Person.Nobody,
        { IsAuthenticated: true, AuthenticationType: Principals.ScreenScheme } => Principals.ScreenOf(principal) is { } id && screens.Find(id) is { } screen
            ? roles.PersonOf(new Actor(ActorKind.Screen, id, screen.Place), screen.Roles) with { Rank = Rank.Screen }
            : Person.Nobody,
        { IsAuthenticated: true, AuthenticationType: Principals.TokenScheme } =>
            Principals.TokenOf(principal) is { } id && tokens.Find(id) is { } token ? ProgramOf(token) : Person.Nobody,
        _ => Person.Nobody,
    };

    /// <summary>A program sees what the role of its token sees, and looks only.</summary>
    private Person ProgramOf(Document<ApiToken> token) =>
        roles.PersonOf(new Actor(ActorKind.Token, token.Key, token.Value.Name), [token.Value.Role]) is { Rank: >= Rank.Viewer } person
            ? person with { Rank = Rank.Viewer }
            : Person.Nobody;

    /// <summary>The session that a principal is signed in by; null when there is none, or no more.</summary>
    public Session? SessionOf(ClaimsPrincipal principal) => Principals.SessionOf(principal) is { } id ? sessions.Find(id) : null;
}
