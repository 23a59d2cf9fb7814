using System.Collections.Immutable;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>Arithmetic on stretches of time.</summary>
internal static class Spans
{
    /// <summary>What is left of a range when stretches are taken out; oldest first.</summary>
    public static ImmutableArray<Interval> Without(Interval range, IEnumerable<Interval> takenOut)
    {
        var left = ImmutableArray.CreateBuilder<Interval>();
        var from = range.Start;
        foreach (var part in takenOut.OrderBy(p => p.Start))
        {
            if (part.Start >= range.End)
            {
                break;
            }
            if (part.Start > from)
            {
                left.Add(new Interval(from, part.Start));
            }
            if (part.End > from)
            {
                from = part.End;
            }
        }

        if (from < range.End)
        {
            left.Add(new Interval(from, range.End));
        }
        return left.ToImmutable();
    }
}
