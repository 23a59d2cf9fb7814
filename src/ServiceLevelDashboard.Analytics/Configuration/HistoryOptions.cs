namespace ServiceLevelDashboard.Analytics.Configuration;

/// <summary>How much of the past is fetched by itself. Configuration section <c>History</c>.</summary>
public sealed class HistoryOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "History";

    /// <summary>
    /// How many days before today are fetched when they are missing: eight weeks show what is usual. Default 56; 0 fetches none; at most 550.
    /// </summary>
    public int BackfillDays { get; set; } = 56;

    /// <summary>What is wrong, in sentences that name the key and the fix; empty when nothing is.</summary>
    internal IEnumerable<string> Problems()
    {
        if (BackfillDays is < 0 or > 550)
        {
            yield return FormattableString.Invariant($"History:BackfillDays is {BackfillDays}; it must be 0 (none) to 550 days.");
        }
    }
}
