using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Documents;

namespace ServiceLevelDashboard.Access.Screens;

/// <summary>What many screens can be told at once.</summary>
public enum FleetOrder
{
    /// <summary>Show where they hang.</summary>
    Identify,

    /// <summary>Load their pages again.</summary>
    Reload,

    /// <summary>Show a board.</summary>
    Board,

    /// <summary>Go to the board that they have been given.</summary>
    Home,
}

/// <summary>That many screens were told something at once, as it is kept: so that it stands in the trail with whoever did it.</summary>
/// <param name="At">When it began.</param>
/// <param name="Screens">How many screens.</param>
/// <param name="Places">Where the first of them hang.</param>
/// <param name="Board">The board to show; null unless that was the order.</param>
public sealed record FleetAction(DateTimeOffset At, int Screens, ImmutableArray<string> Places, string? Board = null)
{
    /// <summary>Most places that are named.</summary>
    public const int MaximumPlaces = 100;

    /// <summary>How it is kept, by the order's name in small letters.</summary>
    public static readonly DocumentKind<FleetAction> Kind = new(
        "screens",
        DocumentJson.Of<FleetAction>(),
        static (_, action) => action.Places.IsDefault || action.Places.Length > MaximumPlaces ? [$"places must be a list of at most {MaximumPlaces}."] : [],
        static (_, _) => []);
}
