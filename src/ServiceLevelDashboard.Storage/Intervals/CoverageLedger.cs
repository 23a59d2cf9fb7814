using System.Collections.Immutable;
using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Storage.Intervals;

/// <summary>
/// What stands covered after a new fetch: pure arithmetic on coverage rows of one scope and granularity. Rows never overlap;
/// the newer fetch wins where it reaches, and settled neighbours of the same edges grow together, so that a year is a few rows.
/// </summary>
internal static class CoverageLedger
{
    /// <summary>The ledger after a fetch.</summary>
    /// <param name="before">The rows that stand, without overlaps, in any order.</param>
    /// <param name="fetch">What was fetched.</param>
    /// <param name="settleSeconds">How long after its end a second counts as settled.</param>
    public static ImmutableArray<StoredCoverage> After(IEnumerable<StoredCoverage> before, StoredCoverage fetch, long settleSeconds)
    {
        var rows = new List<StoredCoverage>();
        foreach (var row in before)
        {
            if (row.From < fetch.From)
            {
                rows.Add(Cut(row, row.From, Math.Min(row.To, fetch.From)));
            }
            if (row.To > fetch.To)
            {
                rows.Add(Cut(row, Math.Max(row.From, fetch.To), row.To));
            }
        }

        // Settled up to the last whole interval that ended long enough before the fetch.
        var length = fetch.Minutes * 60L;
        var settledTo = Math.Clamp((fetch.FetchedAt - settleSeconds) / length * length, fetch.From, fetch.To);
        if (settledTo > fetch.From)
        {
            rows.Add(Cut(fetch, fetch.From, settledTo, settled: true));
        }
        if (settledTo < fetch.To)
        {
            rows.Add(Cut(fetch, settledTo, fetch.To, settled: false));
        }
        return Joined(rows);
    }

    /// <summary>Whether every second of a range is covered by settled rows.</summary>
    public static bool IsSettled(IEnumerable<StoredCoverage> rows, long from, long to)
    {
        foreach (var row in rows.Where(r => r.Settled).OrderBy(r => r.From))
        {
            if (row.From > from)
            {
                return false;
            }
            if (row.To > from)
            {
                from = row.To;
            }
            if (from >= to)
            {
                return true;
            }
        }

        return from >= to;
    }

    private static ImmutableArray<StoredCoverage> Joined(List<StoredCoverage> rows)
    {
        var joined = ImmutableArray.CreateBuilder<StoredCoverage>(rows.Count);
        foreach (var row in rows.Where(r => r.To > r.From).OrderBy(r => r.From))
        {
            var last = joined.Count == 0 ? null : joined[^1];
            if (last is { Settled: true } && row.Settled && last.To == row.From && last.EdgeSetNo == row.EdgeSetNo)
            {
                last.To = row.To;
                // The older of the two: it never claims more than was seen.
                last.FetchedAt = Math.Min(last.FetchedAt, row.FetchedAt);
            }
            else
            {
                joined.Add(row);
            }
        }

        return joined.ToImmutable();
    }

    private static StoredCoverage Cut(StoredCoverage row, long from, long to, bool? settled = null) => new()
    {
        Scope = row.Scope,
        Minutes = row.Minutes,
        EdgeSetNo = row.EdgeSetNo,
        From = from,
        To = to,
        FetchedAt = row.FetchedAt,
        Settled = settled ?? row.Settled,
    };
}
