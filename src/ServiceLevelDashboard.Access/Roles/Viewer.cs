using System.Collections.Immutable;
using System.Net;
using System.Security.Claims;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Access.Roles;

/// <summary>
/// Who looks: of this request, or of this circuit. Asked anew each time, so that what is taken away is gone at once. Before anybody is
/// known it is nobody, who sees nothing.
/// </summary>
public sealed class Viewer
{
    private readonly Func<ClaimsPrincipal, Person> _who;
    private ClaimsPrincipal _principal = new();

    /// <summary>A viewer of whom nothing is known yet.</summary>
    /// <param name="who">Who a principal is.</param>
    public Viewer(Func<ClaimsPrincipal, Person> who) => _who = who;

    /// <summary>Which queues may be seen: every reader of figures takes it.</summary>
    public Visibility Sees => Person.Sees;

    /// <summary>The name on the page; empty for nobody.</summary>
    public string Name => Person.Name;

    /// <summary>The id of who it is; empty for nobody.</summary>
    public string Id => Person.Actor.Id;

    /// <summary>Whether boards, messages, annotations and screens may be changed.</summary>
    public bool MaySupervise => Person.Rank >= Rank.Supervisor;

    /// <summary>Whether everything may be changed.</summary>
    public bool MayAdminister => Person.Rank >= Rank.Administrator;

    /// <summary>Whether something of their own may be kept: by people who are known, not by guests, screens and programs.</summary>
    public bool MayKeep => Person is { Rank: >= Rank.Viewer, IsGuest: false, Actor.Kind: ActorKind.Person };

    /// <summary>The session that it is signed in by; null when nobody signs in.</summary>
    public string? SessionId => Principals.SessionOf(_principal);

    /// <summary>Who it is now.</summary>
    public Person Person => _who(_principal);

    /// <summary>Whom limits are held against: the person or program that signed in, else the address.</summary>
    public string Visitor => Person.Actor is { Kind: not ActorKind.Unknown } actor && _principal.Identity?.AuthenticationType != Principals.OpenScheme
        ? $"{actor.Kind} {actor.Id}"
        : Address?.ToString() ?? "";

    /// <summary>The address that the request or circuit came from; null when it has none.</summary>
    public IPAddress? Address => Principals.AddressOf(_principal);

    /// <summary>
    /// Who makes a change, for the trail: asked where the change is made and at that moment, so that what a page offered before is refused after. Nothing
    /// else gives a page somebody to sign a change with.
    /// </summary>
    /// <param name="least">What who changes this must at least be.</param>
    /// <exception cref="NotAllowedException">Whoever it is may not, or no more; nothing was changed.</exception>
    public Actor Demand(Rank least) => DemandPerson(least).Actor;

    /// <summary>As <see cref="Demand"/>, with what the person may see and do: for changes that hand some of it on.</summary>
    /// <exception cref="NotAllowedException">Whoever it is may not, or no more; nothing was changed.</exception>
    public Person DemandPerson(Rank least) => Person is var person && person.Rank >= least ? person : throw new NotAllowedException(least);

    /// <summary>Says who it is.</summary>
    public void Become(ClaimsPrincipal principal) => _principal = principal;
}

/// <summary>Somebody at the door.</summary>
/// <param name="Actor">Who it is in the trail of changes.</param>
/// <param name="Rank">What may be done.</param>
/// <param name="Sees">What may be seen.</param>
public sealed record Person(Actor Actor, Rank Rank, Visibility Sees)
{
    /// <summary>What people call it; empty for nobody.</summary>
    public string Name => Actor.Name;

    /// <summary>The keys of the roles that allow it; none for nobody and for guests.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>Whether it is whoever comes over the network where nobody signs in.</summary>
    public bool IsGuest { get; init; }

    /// <summary>Not let in.</summary>
    public static readonly Person Nobody = new(new Actor(ActorKind.Unknown, "", ""), Rank.Nobody, Visibility.Nothing);
}
