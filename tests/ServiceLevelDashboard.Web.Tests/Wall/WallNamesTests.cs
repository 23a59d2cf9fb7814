using System.Globalization;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Web.Resources;
using ServiceLevelDashboard.Web.Tests.Hosting;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Tests.Wall;

public sealed class WallNamesTests
{
    private const double Room = WallGeometry.NameRoom;

    /// <summary>The names that <c>bench/wall/names</c> measures in a browser, by set.</summary>
    private static readonly ILookup<string, (string Name, double Behind)> Names = ReadNames();

    public static TheoryData<string> Sets => [.. Names.Select(set => set.Key)];

    [Fact]
    public void WidthOf_ATextThatABrowserHasMeasured_IsTheSame() => Assert.Equal(8.08, WallFont.WidthOf("Online Banking Help"), 0.02);

    [Fact]
    public void Shown_NamesOfTheSimulator_AreWhole()
    {
        var names = Names["simulated"].ToList();

        Assert.Equal(40, names.Count);
        Assert.All(WallNames.Shown(names, Room), shown => Assert.Equal(shown.Key, shown.Value));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Shown_AnyNames_FitTwoLinesAndDiffer(string set)
    {
        var names = Names[set].ToList();
        var shown = WallNames.Shown(names, Room);

        Assert.All(names, name => Assert.True(WallNames.Fits(shown[name.Name], name.Behind, Room), shown[name.Name]));
        Assert.Equal(names.Count, shown.Values.Distinct().Count());
    }

    [Theory]
    [InlineData("Kundenservice Privatkunden Vertragsverlängerung", "Kundenservice … Vertragsverlängerung")]
    [InlineData("Accounts Receivable and Payment Arrangements North", "Accounts Receivable and Payment … North")]
    [InlineData("個人のお客様サポートセンター契約更新変更手続", "個人のお客様サポートセンタ…変更手続")]
    [InlineData("Payments", "Payments")]
    public void Shown_ACommonBeginning_IsShortenedAndNeverTheEnd(string name, string expected)
    {
        var all = Names.SelectMany(set => set).ToList();

        Assert.Equal(expected, WallNames.Shown([.. all, (name, 0)], Room)[name]);
    }

    [Fact]
    public void Shown_TooLongWithoutAnyLikeIt_EndsAfterAWord() =>
        Assert.Equal("Appointment Scheduling…", WallNames.Shown([("Appointment Scheduling Dermatology and Allergology", 0)], Room).Values.Single());

    /// <summary>A word that two lines hold stays whole; one that is longer than a line is broken.</summary>
    [Theory]
    [InlineData("Orders and Delivery", true)]
    [InlineData("Geschäftskundenbetreuung Schweiz", true)]
    [InlineData("Technical Support Broadband Installation", true)]
    [InlineData("Technical Broadband Installation Supporters Overflow", false)]
    public void Fits_GreedyLines_AreTwo(string name, bool expected) => Assert.Equal(expected, WallNames.Fits(name, 0, Room));

    /// <summary>Beside a figure of three digits, on the narrowest tile; and the counts of all tiles on the narrowest line that has words.</summary>
    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void Words_OfStatesAndCounts_HaveRoom(string language)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var figure = WallFont.WidthOf("100") * WallGeometry.WideFigure / WallGeometry.CapitalHeight;
        var beside = WallGeometry.TileWidth - 16 - 7 - figure;
        var states = Enum.GetValues<ServiceState>().Except([ServiceState.NotMeasured, ServiceState.NoContacts]).Select(Words.Of); // these two have no figure
        string[] words = [.. states, WallText.NotLiveWord, Words.Of(DataState.Delayed), Words.Of(DataState.Stale), Format.Text(WallText.Target, "87.5")];
        Assert.All(words, word => Assert.InRange(WallFont.WidthOf(word) * WallGeometry.TypeSize, 0, beside));

        var counts = WallFont.WidthOf($"12 {WallText.Below}") + WallFont.WidthOf($"13 {WallText.AtRisk}") + WallFont.WidthOf($"175 {WallText.OnTarget}");
        var clock = WallFont.WidthOf("20:26") * WallGeometry.TypeSize;
        Assert.InRange((counts * WallGeometry.TypeSize) + 30, 0, WallGeometry.StripOfWords - (2 * WallGeometry.Margin) - 10 - 8 - clock);
    }

    private static ILookup<string, (string Name, double Behind)> ReadNames()
    {
        var set = "";
        var names = new List<(string Set, string Name, double Behind)>();
        foreach (var line in File.ReadLines(Path.Combine(DashboardHost.RepositoryRoot, "bench", "wall", "names.txt")))
        {
            if (line.StartsWith('#'))
            {
                set = line[2..];
                continue;
            }
            var parts = line.Split(" = ");
            names.Add((set, parts[0], parts.Length > 1 ? WallFont.Mark : 0));
        }
        return names.ToLookup(n => n.Set, n => (n.Name, n.Behind));
    }
}
