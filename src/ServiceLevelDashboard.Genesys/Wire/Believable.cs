namespace ServiceLevelDashboard.Genesys.Wire;

/// <summary>
/// What is believed of a figure on the wire: no queue has a hundred million contacts in an interval, and no times of it add up to three thousand years.
/// Larger ones are faults of the answer. (A recording holds its counts times a secret number, so there is room above what is real.)
/// </summary>
internal static class Believable
{
    private const long LargestCount = 100_000_000;

    private const long LargestMs = 100_000_000_000_000;

    /// <summary>Whether there can be so many.</summary>
    public static bool IsCount(double count) => count is >= 0 and <= LargestCount;

    /// <summary>The same of a whole number.</summary>
    public static bool IsCount(long count) => count is >= 0 and <= LargestCount;

    /// <summary>Whether times can add up to so much.</summary>
    public static bool IsTime(long milliseconds) => milliseconds is >= 0 and <= LargestMs;
}
