namespace ServiceLevelDashboard.Genesys.Wire;

/// <summary>The longest wait as it is on the wire.</summary>
internal static class LongestWait
{
    /// <summary>
    /// It is a moment, or in other answers a duration, both in milliseconds. No wait lasts three years, and no moment lies before 1973: above this number it is
    /// a moment.
    /// </summary>
    private const double FirstMomentMs = 1e11;

    /// <summary>Since when the one that waits longest has waited; null when the number says neither. Never later than now.</summary>
    /// <param name="milliseconds">What is on the wire.</param>
    /// <param name="at">The service's clock when it said so.</param>
    public static DateTimeOffset? Since(double milliseconds, DateTimeOffset at)
    {
        if (!(milliseconds >= 0) || milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            return null;
        }

        var since = milliseconds < FirstMomentMs ? at - TimeSpan.FromMilliseconds(milliseconds) : DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds);
        return since < at ? since : at;
    }
}
