namespace ServiceLevelDashboard.Web.Overview;

/// <summary>
/// How likely a queue's day closes on its target, as the overview filters by it: in the tens that are shown, since a second digit would be a pretence.
/// </summary>
public enum ChanceBand
{
    /// <summary>About 30 % or less.</summary>
    Low,

    /// <summary>About 40 to 60 %.</summary>
    Even,

    /// <summary>About 70 % or more.</summary>
    High,

    /// <summary>Nobody can say: no target, no comparable day in the archive, or the day is over.</summary>
    Unknown,
}

/// <summary>Sorts chances into bands.</summary>
internal static class ChanceBands
{
    /// <summary>The band of a chance: 0.349 is shown as about 30 % and is low, 0.35 as about 40 % and is even.</summary>
    /// <param name="chance">P(target), 0 to 1, or null.</param>
    public static ChanceBand Of(double? chance) => chance switch
    {
        null => ChanceBand.Unknown,
        < 0.35 => ChanceBand.Low,
        < 0.65 => ChanceBand.Even,
        _ => ChanceBand.High,
    };

    /// <summary>The word in addresses.</summary>
    public static string Slug(ChanceBand band) => band.ToString().ToLowerInvariant();

    /// <summary>The band of a word; null for what is none.</summary>
    public static ChanceBand? OfSlug(string? slug) =>
        Enum.GetValues<ChanceBand>().Where(band => Slug(band) == slug).Cast<ChanceBand?>().FirstOrDefault();

    /// <summary>The word for people.</summary>
    public static string NameOf(ChanceBand band) => band switch
    {
        ChanceBand.Low => OverviewText.ChanceLow,
        ChanceBand.Even => OverviewText.ChanceEven,
        ChanceBand.High => OverviewText.ChanceHigh,
        _ => OverviewText.ChanceUnknown,
    };
}
