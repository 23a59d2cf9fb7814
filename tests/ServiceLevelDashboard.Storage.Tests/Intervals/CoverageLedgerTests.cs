using CsCheck;
using ServiceLevelDashboard.Storage.Intervals;
using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Storage.Tests.Intervals;

public sealed class CoverageLedgerTests
{
    private const long Hour = 3600;
    private const long Settle = 3 * Hour;

    [Fact]
    public void After_TrailingWindowAllDay_IsOneSettledRowAndOneOpen()
    {
        var ledger = new List<StoredCoverage>();
        for (var now = 6 * Hour; now <= 20 * Hour; now += 900)
        {
            ledger = [.. CoverageLedger.After(ledger, Fetch(now - Settle - 900, now, now), Settle)];
        }
        Assert.Collection(ledger,
            row => Assert.Equal((true, 6 * Hour - Settle - 900, 17 * Hour), (row.Settled, row.From, row.To)),
            row => Assert.Equal((false, 17 * Hour, 20 * Hour), (row.Settled, row.From, row.To)));
    }

    [Fact]
    public void After_AnyFetches_CoversJustWhatWasFetchedAndTheNewestWins() =>
        Gen.Select(Gen.Long[0, 40], Gen.Long[1, 20], Gen.Long[0, 80], (from, length, at) => Fetch(from * 900, (from + length) * 900, at * 900))
            .List[1, 12].Sample(fetches =>
            {
                var ledger = new List<StoredCoverage>();
                foreach (var fetch in fetches)
                {
                    ledger = [.. CoverageLedger.After(ledger, fetch, Settle)];
                }
                for (var t = 0L; t < 61 * 900; t += 450)
                {
                    var newest = fetches.LastOrDefault(f => f.From <= t && t < f.To);
                    var row = ledger.SingleOrDefault(r => r.From <= t && t < r.To);
                    if (newest is null)
                    {
                        Assert.Null(row);
                        continue;
                    }

                    Assert.NotNull(row);
                    Assert.Equal((newest.FetchedAt - Settle) / 900 * 900 > t, row.Settled);
                    Assert.True(row.FetchedAt <= newest.FetchedAt);
                }
            });

    [Theory]
    [InlineData(0, 900, true)]
    [InlineData(900, 2700, true)]
    [InlineData(2700, 3600, false)]
    [InlineData(-900, 900, false)]
    public void IsSettled_TwoSettledNeighboursThenOpen_IsTrueInsideThem(long from, long to, bool expected)
    {
        StoredCoverage[] rows =
        [
            Row(0, 1800, true), Row(1800, 2700, true), Row(2700, 3600, false),
        ];
        Assert.Equal(expected, CoverageLedger.IsSettled(rows, from, to));
    }

    private static StoredCoverage Fetch(long from, long to, long at) =>
        new() { Scope = "*", Minutes = 15, EdgeSetNo = 1, From = from, To = to, FetchedAt = at };

    private static StoredCoverage Row(long from, long to, bool settled) =>
        new() { Scope = "*", Minutes = 15, EdgeSetNo = 1, From = from, To = to, FetchedAt = 0, Settled = settled };
}
