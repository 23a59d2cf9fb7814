using System.Collections.Immutable;

namespace ServiceLevelDashboard.Domain.Targets;

/// <summary>A queue as the contact centre describes it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name as a <see cref="PlainName"/>; may hold markup until encoded. The id when it has none or is no longer listed.</param>
/// <param name="Division">The division that it belongs to, or null when unknown.</param>
/// <param name="Targets">The target of each media type that has one; empty when none is configured.</param>
public sealed record Queue(QueueId Id, string Name, Division? Division, ImmutableDictionary<MediaType, ServiceLevelTarget> Targets)
{
    /// <summary>Its name: on one line, of bounded length, with nothing that acts on its neighbours.</summary>
    public string Name { get; init; } = PlainName.Of(Name, Id.Value);

    /// <summary>Whom its callbacks call first; null when the contact centre does not say. It decides whether they can have a service level.</summary>
    public CallbackMode? CallbackMode { get; init; }

    /// <summary>A queue that appears in the figures and not in the list: deleted, or in a division that cannot be seen.</summary>
    public static Queue Unlisted(QueueId id) => new(id, id.Value, null, ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty);

    /// <summary>The target for a media type, or null when none is configured.</summary>
    public ServiceLevelTarget? TargetFor(MediaType media) => Targets.GetValueOrDefault(media);
}

/// <summary>Whom a callback calls first.</summary>
public enum CallbackMode
{
    /// <summary>An agent takes the callback and calls the customer: it is answered or abandoned like a call, and has a service level.</summary>
    AgentFirst,

    /// <summary>
    /// The customer is called and then joined with an agent: it is offered and connected, never answered or abandoned, and has no service level.
    /// </summary>
    CustomerFirst,
}

/// <summary>A division: the part of the organisation by which access is granted.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name as a <see cref="PlainName"/>; may hold markup until encoded.</param>
public sealed record Division(string Id, string Name)
{
    /// <summary>Its name: on one line, of bounded length, with nothing that acts on its neighbours.</summary>
    public string Name { get; init; } = PlainName.Of(Name, Id);
}
