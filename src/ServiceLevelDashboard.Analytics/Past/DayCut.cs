using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Documents;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>By which calendars past days are cut, so that a change of a site's days is seen.</summary>
/// <param name="Calendars">Zone and start of day of each, in order.</param>
internal sealed record DayCut(ImmutableArray<string> Calendars)
{
    /// <summary>The key of the one document.</summary>
    public const string Key = "all";

    /// <summary>How it is kept.</summary>
    public static readonly DocumentKind<DayCut> Kind =
        new("day-cut", DocumentJson.Of<DayCut>(), static (_, cut) => cut.Calendars.IsDefaultOrEmpty ? ["It names no calendars."] : [], static (_, _) => []);

    /// <summary>What is written for calendars.</summary>
    public static DayCut Of(IEnumerable<SiteCalendar> calendars) =>
        new([.. calendars.Select(static c => FormattableString.Invariant($"{c.Zone.Id}@{c.DayStart:HH:mm}")).Order(StringComparer.Ordinal)]);

    /// <summary>Whether both name the same calendars.</summary>
    public bool Equals(DayCut? other) => other is not null && Calendars.SequenceEqual(other.Calendars);

    /// <inheritdoc/>
    public override int GetHashCode() => Calendars.Length;
}
