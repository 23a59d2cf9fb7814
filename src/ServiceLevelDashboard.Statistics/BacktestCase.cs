namespace ServiceLevelDashboard.Statistics;

/// <summary>One forecast made at one moment of a past day from the days before it, beside what came.</summary>
/// <param name="Date">The day.</param>
/// <param name="Cut">Slots that had passed.</param>
public readonly record struct BacktestCase(DateOnly Date, int Cut)
{
    /// <summary>Contacts that the rest of the day brought.</summary>
    public required double Rest { get; init; }

    /// <summary>What was expected of it.</summary>
    public required double Expected { get; init; }

    /// <summary>What the rest of the mean comparable day would have said.</summary>
    public required double Static { get; init; }

    /// <summary>What the mean comparable day, scaled by the day so far, would have said; the static one before anything was expected.</summary>
    public required double Ratio { get; init; }

    /// <summary>One rest in ten should be smaller.</summary>
    public required int Low { get; init; }

    /// <summary>One rest in ten should be larger.</summary>
    public required int High { get; init; }

    /// <summary>How the levels went; null when the day counted nothing or the history has no levels.</summary>
    public BacktestLevel? Level { get; init; }
}

/// <summary>The levels of one such forecast.</summary>
/// <param name="Closing">The day's level at its end.</param>
/// <param name="Expected">What was expected of it: the median.</param>
/// <param name="Static">The level so far with the usual rest: usual volume at its usual level.</param>
/// <param name="Ratio">The level so far, as if it lasted.</param>
/// <param name="Low10">One day in ten should close lower; <paramref name="Low25"/>, <paramref name="High25"/> and <paramref name="High10"/> likewise.</param>
/// <param name="Low25">One day in four should close lower.</param>
/// <param name="High25">One day in four should close higher.</param>
/// <param name="High10">One day in ten should close higher.</param>
/// <param name="Probability">
/// The probability that was given to reaching the target; null without a target, and when fewer than ten contacts will have counted.
/// </param>
/// <param name="IsMet">Whether it was reached.</param>
public readonly record struct BacktestLevel(
    double Closing, double Expected, double Static, double Ratio, double Low10, double Low25, double High25, double High10, double? Probability, bool IsMet);
