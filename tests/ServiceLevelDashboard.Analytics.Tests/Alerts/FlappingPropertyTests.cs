using CsCheck;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Tests.Alerts;

/// <summary>Noisy series against planted truth: one ring for each breach that held long enough, in time, and none elsewhere.</summary>
public sealed class FlappingPropertyTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(60), ClearAfter = TimeSpan.FromSeconds(40);
    private static readonly DateTimeOffset Start = Given.Utc("08:00");

    /// <summary>A calm, then a breach: how many steps each, and what the noise is made of.</summary>
    private static readonly Gen<(int Calm, int Breach, int Noise)> Part = Gen.Select(Gen.Int[6, 40], Gen.Int[1, 40], Gen.Int[0, 1_000_000]);

    [Fact]
    public void Rings_NoisySeries_OneForEachBreachThatHeldLongEnough()
    {
        Part.Array[1, 12].Sample(parts => Check(parts, withUnknown: false));
    }

    [Fact]
    public void Rings_NoisySeriesWithGaps_NoneElsewhereAndNoneTwice()
    {
        Part.Array[1, 12].Sample(parts => Check(parts, withUnknown: true));
    }

    private static void Check((int Calm, int Breach, int Noise)[] parts, bool withUnknown)
    {
        var (at, progress) = (Start, (AlertProgress?)null);
        foreach (var (calm, breach, noise) in parts)
        {
            var random = new Random(noise);
            // Clear for long enough, then the noise of a calm: single swings over the limit, each followed by a clear reading.
            Assert.Empty(Run(Enumerable.Repeat(ReadingKind.Clear, 6).Concat(Calm(calm - 6, random))));
            Assert.True(progress?.State is null or AlertState.Pending);

            var from = at;
            var rings = Run(WithGaps(Breach(breach, random)));
            var heldLongEnough = (breach - 1) * Step >= Hold;
            if (withUnknown)
            {
                Assert.InRange(rings.Count, 0, heldLongEnough ? 1 : 0);
            }
            else
            {
                Assert.Equal(heldLongEnough ? 1 : 0, rings.Count);
                // A reading of two that follow each other holds: one more step than the hold asks.
                Assert.All(rings, ring => Assert.InRange(ring, from + Hold, from + Hold + Step));
            }

            IEnumerable<ReadingKind> WithGaps(IEnumerable<ReadingKind> readings) =>
                readings.Select(kind => withUnknown && random.Next(10) == 0 ? ReadingKind.Unknown : kind);
        }

        List<DateTimeOffset> Run(IEnumerable<ReadingKind> readings)
        {
            var rings = new List<DateTimeOffset>();
            foreach (var kind in readings)
            {
                var before = progress?.State == AlertState.Resolved ? null : progress;
                progress = AlertProgress.Next(before, new AlertReading(kind, at), Hold, ClearAfter);
                if (kind == ReadingKind.Unknown)
                {
                    Assert.Equal(before?.State, progress?.State);
                }
                if (progress?.State == AlertState.Firing && before?.State != AlertState.Firing)
                {
                    rings.Add(at);
                }
                at += Step;
            }

            return rings;
        }
    }

    private static IEnumerable<ReadingKind> Calm(int steps, Random random)
    {
        for (var i = 0; i < steps; i++)
        {
            yield return i % 2 == 0 && i < steps - 1
                ? new[] { ReadingKind.Holds, ReadingKind.Between, ReadingKind.Clear }[random.Next(3)]
                : ReadingKind.Clear;
        }
    }

    /// <summary>Holds at its beginning and end and at one at least of two readings that follow each other; it is never clear.</summary>
    private static IEnumerable<ReadingKind> Breach(int steps, Random random)
    {
        var last = ReadingKind.Between;
        for (var i = 0; i < steps; i++)
        {
            last = i == 0 || i == steps - 1 || last == ReadingKind.Between || random.Next(2) == 0 ? ReadingKind.Holds : ReadingKind.Between;
            yield return last;
        }
    }
}
