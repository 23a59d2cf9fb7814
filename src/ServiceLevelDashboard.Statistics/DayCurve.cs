using System.Collections.Immutable;

namespace ServiceLevelDashboard.Statistics;

/// <summary>
/// One day of one queue, cut by the site's clocks into equal slots from the start of the day on. An hour that the clocks show twice is added into its
/// slots twice, one that they skip leaves them empty: on these two days of the year a night hour is off.
/// </summary>
/// <param name="Date">The site's date.</param>
/// <param name="Slots">The slots, oldest first; every day of a history has the same number.</param>
public sealed record DayCurve(DateOnly Date, ImmutableArray<SlotCounts> Slots);
