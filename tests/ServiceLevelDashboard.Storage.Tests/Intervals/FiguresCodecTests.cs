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
