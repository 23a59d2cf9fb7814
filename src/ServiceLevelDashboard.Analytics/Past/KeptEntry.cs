using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>Who has kept a figure, and which it is: a line of the list, without the figure. Figures that were kept before there was a list have none.</summary>
public sealed record KeptEntry
{
    /// <summary>How entries are kept; the key is the figure's address.</summary>
    public static readonly DocumentKind<KeptEntry> Kind = new("kept", DocumentJson.Of<KeptEntry>(), static (_, _) => [], static (_, _) => []);

    /// <summary>The queue.</summary>
    public required QueueId Queue { get; init; }

    /// <summary>The media type.</summary>
    public required MediaType Media { get; init; }

    /// <summary>First instant of the figure's range, UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>First instant after it, UTC.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Who has kept it, in that order.</summary>
    public required ImmutableArray<Keeper> By { get; init; }

    /// <summary>The figure's range.</summary>
    [JsonIgnore]
    public Interval Range => new(From, To);

    /// <summary>Whether somebody has kept it.</summary>
    public bool IsBy(string person) => By.Any(k => k.Id == person);
}

/// <summary>Somebody who has kept a figure.</summary>
/// <param name="Id">The person's id.</param>
/// <param name="Name">What people called them then; hostile input until encoded.</param>
/// <param name="At">When, UTC.</param>
public sealed record Keeper(string Id, string Name, DateTimeOffset At);
