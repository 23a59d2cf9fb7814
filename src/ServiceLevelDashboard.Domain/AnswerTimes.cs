using System.Collections.Immutable;

namespace ServiceLevelDashboard.Domain;

/// <summary>
/// How long contacts waited, as far as counts at a few waits tell. Nothing is interpolated: between two edges a wait is known by its bounds.
/// Worked numbers: <c>docs/formulas.md</c>.
/// </summary>
public sealed class AnswerTimes
{
    private readonly ImmutableArray<(long WaitMs, long Within)> _steps;
    private readonly DurationStatistics _waits;

    private AnswerTimes(ImmutableArray<int> edgesMs, ImmutableArray<int> within, DurationStatistics waits)
    {
        _waits = waits;
        // Bands may have been asked for a moment after the totals: nothing is counted twice.
        var steps = ImmutableArray.CreateBuilder<(long, long)>(edgesMs.Length);
        for (var i = 0; i < edgesMs.Length; i++)
        {
            steps.Add((edgesMs[i], Math.Min(within[i], waits.Count)));
        }
        _steps = steps.MoveToImmutable();
    }

    /// <summary>How many contacts there are.</summary>
    public long Count => _waits.Count;

    /// <summary>The curve: how many waited at most each edge, by wait; empty without bands.</summary>
    public IEnumerable<(TimeSpan Wait, long Within)> Steps => _steps.Select(static s => (TimeSpan.FromMilliseconds(s.WaitMs), s.Within));

    /// <summary>The answered contacts of some counts; null without bands.</summary>
    public static AnswerTimes? OfAnswered(ContactCounts counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return counts.Bands is { } bands ? new AnswerTimes(bands.Edges.AnsweredMs, bands.AnsweredWithin, counts.AnswerWait) : null;
    }

    /// <summary>The abandoned contacts of some counts; null without bands.</summary>
    public static AnswerTimes? OfAbandoned(ContactCounts counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return counts.Bands is { } bands ? new AnswerTimes(bands.Edges.AbandonedMs, bands.AbandonedWithin, counts.AbandonWait) : null;
    }

    /// <summary>
    /// The wait within which a share of the contacts were answered, by nearest rank: the wait of the one at rank share × count, rounded up. Of 100
    /// of which 70 waited at most 20 s and 85 at most 30 s, the 80th waited more than 20 and at most 30 s.
    /// </summary>
    /// <param name="share">Above 0 and up to 1; 0.9 for the ninetieth percentile.</param>
    /// <returns>Bounds of the wait; null when there are no contacts.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of range.</exception>
    public WaitBounds? Percentile(decimal share)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(share, 0m);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1m);
        if (Count == 0)
        {
            return null;
        }
        var rank = (long)Math.Ceiling(share * Count);
        long above = 0;
        foreach (var (waitMs, within) in _steps)
        {
            if (within >= rank)
            {
                return WaitBounds.Of(above, Most(above, waitMs));
            }
            above = waitMs;
        }

        return WaitBounds.Of(above, Most(above, long.MaxValue));
    }

    /// <summary>
    /// The contacts that waited longer than a time, with bounds of their mean wait. The sum of all waits is known, so the mean is bounded from
    /// two sides: by the edges around each contact, and by what the others leave of the sum.
    /// </summary>
    /// <param name="wait">The time; an edge, for nothing is known in between.</param>
    /// <returns>Null when the time is no edge.</returns>
    public LongerWaits? Beyond(TimeSpan wait)
    {
        var waitMs = wait.Ticks / TimeSpan.TicksPerMillisecond;
        var at = _steps.FirstOrDefault(s => s.WaitMs == waitMs, (-1, 0));
        if (at.WaitMs < 0)
        {
            return null;
        }
        var count = Count - at.Within;
        if (count == 0)
        {
            return new LongerWaits(0, null);
        }
        var (withinLeast, withinMost, beyondLeast, beyondMost) = (0L, 0L, 0L, 0L);
        var (fromMs, before) = (0L, 0L);
        foreach (var (toMs, within) in _steps.Append((Math.Max(_waits.MaxMs, waitMs), Count)))
        {
            var here = within - before;
            var mostMs = Most(fromMs, toMs);
            if (fromMs < waitMs)
            {
                (withinLeast, withinMost) = (withinLeast + here * fromMs, withinMost + here * mostMs);
            }
            else
            {
                (beyondLeast, beyondMost) = (beyondLeast + here * fromMs, beyondMost + here * mostMs);
            }
            (fromMs, before) = (toMs, within);
        }

        var least = Math.Max(beyondLeast, _waits.SumMs - withinMost);
        var most = Math.Min(beyondMost, _waits.SumMs - withinLeast);
        // Totals and bands of two answers may disagree by a contact: then the edges alone are believed.
        if (least > most)
        {
            (least, most) = (beyondLeast, beyondMost);
        }
        return new LongerWaits(count, WaitBounds.Of(least / count, most / count));
    }

    /// <summary>Nobody waited longer than the longest.</summary>
    private long Most(long fromMs, long toMs) => Math.Min(toMs, Math.Max(fromMs, _waits.MaxMs));
}

/// <summary>A wait of which bounds are known.</summary>
/// <param name="Least">At least this long.</param>
/// <param name="Most">At most this long.</param>
public readonly record struct WaitBounds(TimeSpan Least, TimeSpan Most)
{
    /// <summary>Bounds in milliseconds.</summary>
    internal static WaitBounds Of(long leastMs, long mostMs) => new(TimeSpan.FromMilliseconds(leastMs), TimeSpan.FromMilliseconds(mostMs));
}

/// <summary>Contacts that waited longer than a time.</summary>
/// <param name="Count">How many.</param>
/// <param name="Mean">Bounds of their mean wait; null when there are none.</param>
public readonly record struct LongerWaits(long Count, WaitBounds? Mean);
