using ServiceLevelDashboard.Boards;

namespace ServiceLevelDashboard.Web.Tests.Wall;

public sealed class WallGeometryTests
{
    /// <summary>Height of a capital in pixels of a screen of 1,080 lines at 16 minutes of arc.</summary>
    [Theory]
    [InlineData(43, 5, 47)]
    [InlineData(43, 8, 76)]
    [InlineData(55, 5, 37)]
    [InlineData(55, 6.5, 48)]
    [InlineData(55, 8, 59)]
    [InlineData(65, 8, 50)]
    [InlineData(75, 8, 44)]
    [InlineData(86, 8, 38)]
    public void Landscape_SixteenMinutes_AreThePixelsOfTheTable(double diagonal, double distance, int pixels) =>
        Assert.Equal(pixels, Math.Ceiling(16 * 1080 / Of(diagonal, distance).Landscape.High));

    [Theory]
    [InlineData(55, 8, 4)]
    [InlineData(55, 5, 9)]
    [InlineData(65, 8, 4)]
    [InlineData(65, 5, 12)]
    [InlineData(75, 8, 6)]
    [InlineData(86, 8, 9)]
    public void Landscape_Tiles_AreAsManyAsTheTableAllows(double diagonal, double distance, int tiles) =>
        Assert.Equal(tiles, Of(diagonal, distance).Landscape.Tiles);

    [Fact]
    public void TryCreate_TooFarForOneTile_SaysHowNear()
    {
        Assert.Null(WallGeometry.TryCreate(24, 9, 1, out var problem));
        Assert.Contains("24 inches are readable from", problem, StringComparison.Ordinal);
        Assert.NotNull(WallGeometry.TryCreate(24, 6, 1, out _));
    }

    [Theory]
    [InlineData(5, 8)]
    [InlineData(55, 0)]
    [InlineData(55, 60)]
    public void TryCreate_NoScreen_IsRefused(double diagonal, double distance) =>
        Assert.Null(WallGeometry.TryCreate((decimal)diagonal, (decimal)distance, 1, out _));

    [Fact]
    public void Scale_NeverShrinks()
    {
        for (var inches = 20; inches <= 120; inches++)
        {
            for (var metres = 1; metres <= 12; metres++)
            {
                Assert.True(WallGeometry.TryCreate(inches, metres, 1, out _) is not { } geometry || geometry.Landscape.Scale >= 1);
            }
        }
    }

    /// <summary>A name of 9.5 em takes two lines on the narrowest tile and one where tiles are half as wide again.</summary>
    [Theory]
    [InlineData(55, 8, ".n19,", true)]
    [InlineData(55, 8, ".n18,", false)]
    [InlineData(75, 8, ".n19,", false)]
    public void ToStyleSheet_Names_AreLongWhereTheirLineIsShort(double diagonal, double distance, string name, bool isLong) =>
        Assert.Equal(isLong, Of(diagonal, distance).ToStyleSheet().Split('\n')[1].Contains(name, StringComparison.Ordinal));

    /// <summary>43 inches at 8 m are 230 minutes wide when they stand: one column of higher tiles, and room for three lines of a name.</summary>
    [Fact]
    public void Portrait_NarrowerThanATile_HasOneColumnOfHigherTiles()
    {
        var narrow = Of(43, 8);

        Assert.Equal((1, 2), (narrow.Portrait.Columns, narrow.Portrait.Rows));
        Assert.Contains("--name-lines: 3;", narrow.ToStyleSheet().Split('\n')[2], StringComparison.Ordinal);
        Assert.Equal(0, Of(32, 7).Portrait.Columns);
    }

    private static WallGeometry Of(double diagonal, double distance) =>
        WallGeometry.TryCreate((decimal)diagonal, (decimal)distance, 1, out _) ?? throw new InvalidOperationException("refused");
}
