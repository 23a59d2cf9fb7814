using CsCheck;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Storage.Intervals;

namespace ServiceLevelDashboard.Storage.Tests.Intervals;

public sealed class FiguresCodecTests
{
    private const int CheckLength = 4;

    [Fact]
    public void Read_AnyCountsWritten_GivesThemBack() =>
        Samples.AnyCounts.Sample(counts => Assert.Equal(counts, FiguresCodec.Read(FiguresCodec.Write(counts), Samples.Edges)));

    [Fact]
    public void Read_RareParts_AreKeptBehindWhatOrdinaryRowsHave()
    {
        var ordinary = Samples.Row("a", 0, 40).Counts;
        var rare = ordinary with
        {
            LateByWait = 5,
            Unjudged = 7,
            CustomerFirst = new CustomerFirstCounts(
            31, 28, 25, 24, 1, new GenesysServiceLevel(20, 28, null))
        };

        Assert.Equal(rare, FiguresCodec.Read(FiguresCodec.Write(rare), Samples.Edges));
        Assert.Equal(FiguresCodec.Write(ordinary)[..^CheckLength], FiguresCodec.Write(rare)[..(FiguresCodec.Write(ordinary).Length - CheckLength)]);
        Assert.Throws<InvalidDataException>(() => FiguresCodec.Read(FiguresCodec.Write(rare).AsSpan(..^1), Samples.Edges));
    }

    [Fact]
    public void Write_OrdinaryRow_TakesFewerThanSixtyBytes() =>
        Assert.InRange(FiguresCodec.Write(Samples.Row("a", 0, 40).Counts).Length, 1, 60);

    /// <summary>Bytes in the middle of a row change, and neither database notices.</summary>
    [Fact]
    public void Read_AnyByteChanged_Throws() =>
        Gen.Select(Samples.AnyCounts, Gen.Int[0, int.MaxValue], Gen.Byte[1, 255]).Sample((counts, at, change) =>
        {
            var figures = FiguresCodec.Write(counts);
            figures[at % figures.Length] ^= change;
            Assert.Throws<InvalidDataException>(() => FiguresCodec.Read(figures, Samples.Edges));
        });

    [Fact]
    public void Read_RowOfVersion01_IsReadAndTheSameAsTodays() =>
        Samples.AnyCounts.Sample(counts =>
        {
            var old = Unchecked(counts);
            Assert.Equal(counts, FiguresCodec.Read(old, Samples.Edges));
            Assert.True(FiguresCodec.Same(old, FiguresCodec.Write(counts)));
            Assert.False(FiguresCodec.Same(old, FiguresCodec.Write(counts with { Offered = counts.Offered + 1 })));
        });

    /// <summary>Without a check sum a foreign byte may make other counts, but never an error of another kind or a negative count.</summary>
    [Fact]
    public void Read_RowOfVersion01WithAnyBytes_IsReadOrRefused() =>
        Gen.Byte.Array[0, 80].Sample(bytes =>
        {
            try
            {
                Assert.True(FiguresCodec.Read([1, .. bytes], Samples.Edges).Offered >= 0);
            }
            catch (InvalidDataException)
            {
                // refused
            }
        });

    [Fact]
    public void Read_CutShort_Throws()
    {
        var figures = FiguresCodec.Write(Samples.Row("a", 0, 40).Counts);
        Assert.Throws<InvalidDataException>(() => FiguresCodec.Read(figures.AsSpan(..^1), Samples.Edges));
    }

    [Fact]
    public void Read_OtherVersion_Throws()
    {
        var figures = FiguresCodec.Write(ContactCounts.Zero);
        figures[0] = 99;
        Assert.Throws<InvalidDataException>(() => FiguresCodec.Read(figures, EdgeSet.None));
    }

    [Fact]
    public void Read_AnyBytesReplaced_GivesCountsThatCanBeOrThrows()
    {
        var figures = Unchecked(Samples.Row("a", 0, 40).Counts);
        Gen.Select(Gen.Int[1, figures.Length - 1], Gen.Byte).Array[1, 6].Sample(
            changes =>
            {
                byte[] changed = [.. figures];
                foreach (var (at, value) in changes)
                {
                    changed[at] = value;
                }
                try
                {
                    var counts = FiguresCodec.Read(changed, Samples.Edges);
                    Assert.True(counts is { Offered: >= 0, Answered: >= 0, Abandoned: >= 0, FlowOut: >= 0, ShortAbandoned: >= 0, OverSla: >= 0 });
                    Assert.True(counts is { Wait.SumMs: >= 0, AnswerWait.MaxMs: >= 0 });
                    Assert.True(counts.Bands is null || counts.Bands.AnsweredWithin.Concat(counts.Bands.AbandonedWithin).All(count => count >= 0));
                    Assert.True(counts.Genesys is null or { Numerator: >= 0, Denominator: >= 0 });
                }
                catch (InvalidDataException)
                {
                    // said by its name
                }
            },
            iter: 5000);
    }

    /// <summary>What version 0.1 wrote.</summary>
    private static byte[] Unchecked(ContactCounts counts)
    {
        var figures = FiguresCodec.Write(counts)[..^CheckLength];
        figures[0] = 1;
        return figures;
    }
}
