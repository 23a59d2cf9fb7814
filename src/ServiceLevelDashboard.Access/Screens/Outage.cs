using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Documents;

namespace ServiceLevelDashboard.Access.Screens;

/// <summary>A time in which a screen that should have shown its board was not heard.</summary>
/// <param name="Since">Since when: it was last heard then, or should be lit from then on.</param>
/// <param name="Until">When it was heard again, or nobody missed it any more; null while it is dark.</param>
public sealed record Outage(DateTimeOffset Since, DateTimeOffset? Until)
{
    /// <summary>How long it was, or is by now. Worked: from 10:00 to 10:25 it was 25 minutes.</summary>
    public TimeSpan DurationAt(DateTimeOffset now) => (Until ?? now) - Since;
}

/// <summary>The outages of one screen, as they are kept.</summary>
/// <param name="Outages">The latest of them, in their order; at most the last is not over.</param>
public sealed record ScreenOutages(ImmutableArray<Outage> Outages)
{
    /// <summary>Most outages that are kept of a screen; older ones go.</summary>
    public const int MaximumKept = 50;

    /// <summary>How they are kept, by the screen's name.</summary>
    public static readonly DocumentKind<ScreenOutages> Kind = new(
        "screen-outages",
        DocumentJson.Of<ScreenOutages>(),
        static (_, value) => value.Outages.IsDefault || value.Outages.Length > MaximumKept ? [$"outages must be a list of at most {MaximumKept}."] : [],
        static (_, _) => []);

    /// <summary>None.</summary>
    public static readonly ScreenOutages None = new([]);

    /// <summary>Since when the screen is dark; null unless the last outage is not over.</summary>
    public DateTimeOffset? OpenSince => Outages is [.., { Until: null } last] ? last.Since : null;

    /// <summary>With one more that has begun.</summary>
    internal ScreenOutages Begin(DateTimeOffset since) => new([.. Outages.Append(new Outage(since, null)).TakeLast(MaximumKept)]);

    /// <summary>With the last one ended; not before it began.</summary>
    internal ScreenOutages End(DateTimeOffset until) =>
        Outages is [.., { Until: null } last] ? new(Outages.Replace(last, last with { Until = until < last.Since ? last.Since : until })) : this;
}

/// <summary>When each screen was last heard, by whichever process, as it is kept: a restart must not forget it.</summary>
/// <param name="At">Seconds since 1970 by the screens' names.</param>
public sealed record ScreensHeard(ImmutableSortedDictionary<string, long> At)
{
    /// <summary>The key of the one document.</summary>
    public const string Key = "all";

    /// <summary>How it is kept.</summary>
    public static readonly DocumentKind<ScreensHeard> Kind = new(
        "screens-heard",
        DocumentJson.Of<ScreensHeard>(),
        static (_, value) => value.At is null ? ["at must hold a time for each screen."] : [],
        static (_, _) => []);
}

/// <summary>Why a screen may be dark.</summary>
public enum DarkReason
{
    /// <summary>Its board's night: closed, and within its hours.</summary>
    Night,

    /// <summary>What its board shows is closed.</summary>
    Closed,

    /// <summary>It is off on purpose.</summary>
    Paused,
}

/// <summary>That a screen is dark: it has not been heard for a while.</summary>
/// <param name="Since">When it was last heard; null when never.</param>
/// <param name="Reason">Why that is expected; null when it is not.</param>
/// <param name="MissedSince">Since when it is dark without a reason; null while there is one.</param>
public sealed record Darkness(DateTimeOffset? Since, DarkReason? Reason, DateTimeOffset? MissedSince);

/// <summary>An outage has begun or ended: for whoever tells people.</summary>
/// <param name="Screen">The screen's name in the archive.</param>
/// <param name="Place">Where it hangs.</param>
/// <param name="Outage">The outage; it has an end when it is over.</param>
public sealed record OutageNotice(string Screen, string Place, Outage Outage);
