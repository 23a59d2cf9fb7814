using System.Collections.Immutable;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>Finds the queues that a person names.</summary>
public static class QueueChoice
{
    /// <summary>The word for all of them.</summary>
    public const string All = "all";

    private const int Suggestions = 5;

    /// <summary>The queues by id, or by name in upper or lower case.</summary>
    /// <param name="listed">The queues that the credentials may see.</param>
    /// <param name="wanted">Ids and names.</param>
    /// <param name="origin">The option or variable that named them, for the message.</param>
    /// <param name="lister">What lists the queues, for the message.</param>
    /// <returns>Each queue once, in the order in which they were named.</returns>
    /// <exception cref="UsageException">A name fits no queue or several.</exception>
    public static ImmutableArray<Queue> Find(ImmutableArray<Queue> listed, IEnumerable<string> wanted, string origin, string lister = "`sld queues`") =>
        [.. wanted.Select(name => One(listed, name.Trim(), origin, lister)).Distinct()];

    private static Queue One(ImmutableArray<Queue> listed, string wanted, string origin, string lister)
    {
        if (listed.FirstOrDefault(q => string.Equals(q.Id.Value, wanted, StringComparison.OrdinalIgnoreCase)) is { } byId)
        {
            return byId;
        }
        var named = listed.Where(q => string.Equals(q.Name, wanted, StringComparison.OrdinalIgnoreCase)).ToArray();
        var exact = named.Where(q => string.Equals(q.Name, wanted, StringComparison.Ordinal)).ToArray();
        if (named.Length == 1)
        {
            return named[0];
        }
        if (exact.Length == 1)
        {
            return exact[0];
        }
        throw new UsageException(named.Length > 1
            ? $"{origin} {wanted} fits {named.Length} queues. Give the id: {string.Join(", ", named.Select(q => $"{q.Id} ({DivisionOf(q)})"))}."
            : $"{origin} {wanted} is no queue that these credentials can see ({listed.Length} are visible). {Near(listed, wanted, lister)}");
    }

    private static string DivisionOf(Queue queue) => queue.Division is { } division ? $"division {division.Name}" : "no division";

    private static string Near(ImmutableArray<Queue> listed, string wanted, string lister)
    {
        var near = listed
            .Select(q => (q.Name, Distance: DistanceOf(q.Name, wanted)))
            .Where(q => q.Distance <= Math.Max(2, wanted.Length / 3))
            .OrderBy(q => q.Distance).ThenBy(q => q.Name, StringComparer.OrdinalIgnoreCase)
            .Select(q => q.Name)
            .Take(Suggestions)
            .ToArray();
        return near.Length == 0
            ? $"{lister} lists them; a queue of a division that the client's role does not hold is not among them."
            : $"Did you mean: {string.Join(", ", near)}?";
    }

    /// <summary>0 when one name holds the other, else how many letters must change (Levenshtein), upper and lower case being the same.</summary>
    private static int DistanceOf(string name, string wanted)
    {
        if (wanted.Length > 0 && name.Contains(wanted, StringComparison.OrdinalIgnoreCase))
        {
            return 0;
        }
        var (a, b) = (name.ToUpperInvariant(), wanted.ToUpperInvariant());
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
