using CsCheck;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Storage.Intervals;

namespace ServiceLevelDashboard.Storage.Tests.Intervals;

public sealed class FiguresCodecTests
{
    [Fact]
    public void Read_AnyCountsWritten_GivesThemBack() =>
        Samples.AnyCounts.Sample(counts => Assert.Equal(counts, FiguresCodec.Read(FiguresCodec.Write(counts), Samples.Edges)));

    [Fact]
    public void Read_RareParts_AreKeptBehindBytesThatOrdinaryRowsAlwaysHad()
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
        Assert.Equal(FiguresCodec.Write(ordinary), FiguresCodec.Write(rare)[..FiguresCodec.Write(ordinary).Length]);
        Assert.Throws<InvalidDataException>(() => FiguresCodec.Read(FiguresCodec.Write(rare)[..^1], Samples.Edges));
    }

    [Fact]
    public void Write_OrdinaryRow_TakesFewerThanSixtyBytes() =>
        Assert.InRange(FiguresCodec.Write(Samples.Row("a", 0, 40).Counts).Length, 1, 60);

    [Fact]
    public void Read_CutShort_Throws()
    {
        var figures = FiguresCodec.Write(Samples.Row("a", 0, 40).Counts);
        Assert.Throws<InvalidDataException>(() => FiguresCodec.Read(figures[..^1], Samples.Edges));
    }

    [Fact]
    public void Read_OtherVersion_Throws()
    {
        var figures = FiguresCodec.Write(ContactCounts.Zero);
        figures[0] = 99;
        Assert.Throws<InvalidDataException>(() => FiguresCodec.Read(figures, EdgeSet.None));
    }
}
