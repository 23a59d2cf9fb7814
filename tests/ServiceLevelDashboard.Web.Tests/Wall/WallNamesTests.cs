using System.Collections.Immutable;
using System.Globalization;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Web.Resources;
using ServiceLevelDashboard.Web.Tests.Hosting;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Tests.Wall;

public sealed class WallNamesTests
{
    /// <summary>The names that <c>bench/wall/names</c> measures in a browser, by set.</summary>
    private static readonly ILookup<string, (string Name, double Behind)> Names = ReadNames();

    public static TheoryData<string> Sets => [.. Names.Select(set => set.Key)];

    [Fact]
    public void WidthOf_ATextThatABrowserHasMeasured_IsTheSame() => Assert.Equal(8.08, WallFont.WidthOf("Online Banking Help"), 0.02);

    [Fact]
    public void Names_OfTheSimulator_AreWhole()
    {
        var names = Names["simulated"].ToImmutableArray();
        var shown = new WallNames(names);

        Assert.Equal(40, names.Length);
        Assert.All(names, name => Assert.Equal(name.Name, shown[name.Name]));
    }

    /// <summary>Nobody could take a tile for another queue's: what is left of a name is never all in another one.</summary>
    [Theory]
    [MemberData(nameof(Sets))]
    public void Names_OfAnyKind_FitAndAreToldApart(string set)
    {
        var names = Names[set].ToImmutableArray();
        var shown = new WallNames(names);

        Assert.All(names, name => Assert.True(WallNames.FitsEverywhere(shown[name.Name], name.Behind), shown[name.Name]));
        Assert.All(names, name => Assert.DoesNotContain(
            names, other => other.Name != name.Name && CouldBe(shown[name.Name], other.Name) && !CouldBe(name.Name, other.Name)));
        Assert.Equal(names.Length, names.Select(name => shown[name.Name]).Distinct().Count());
    }

    [Theory]
    [InlineData("Kundenservice Privatkunden Vertragsverlängerung", "…Privatkunden Vertragsverlängerung")]
    [InlineData("Schadenmeldung Kraftfahrzeughaftpflichtversicherung", "…Kraftfahrzeughaftpflichtversicherung")]
    [InlineData("Technical Support Level 2 Broadband Installation", "Technical … Level 2 Broadband Installation")]
    [InlineData("EMEA_CS_Tier1_Consumer_Electronics_Returns_EN", "…Tier1 Consumer Electronics Returns EN")]
    [InlineData("Accounts Receivable and Payment Arrangements North", "Accounts Receivable and Payment … North")]
    [InlineData("個人のお客様サポートセンター契約更新変更手続", "個人のお客様サポートセ…更新変更手続")]
    [InlineData("Payments", "Payments")]
    public void Names_TooLong_AreWithoutWhatSaysLeast(string name, string expected)
    {
        var all = Names.SelectMany(set => set).ToImmutableArray();

        Assert.Equal(expected, Read(new WallNames([.. all, (name, 0)])[name]));
    }

    [Fact]
    public void Names_TooLongWithoutAnyLikeIt_KeepMostOfTheirText() =>
        Assert.Equal("…Dermatology and Allergology", ShownAlone("Appointment Scheduling Dermatology and Allergology"));

    [Theory]
    [InlineData("Forderungsmanagement", "For-de-rungs-ma-na-ge-ment")]
    [InlineData("Geschäftskundenbetreuung", "Geschäfts-kun-den-be-treuung")]
    [InlineData("Kraftfahrzeughaftpflicht", "Kraft-fahr-zeug-haft-pflicht")]
    [InlineData("Электроэнергоснабжение", "Элек-троэ-нер-гос-наб-же-ние")]
    [InlineData("Business", "Business")]
    public void Marked_LongerThanALine_HasSoftHyphensBetweenSyllables(string word, string expected) =>
        Assert.Equal(expected, Syllables.Marked(word).Replace(Syllables.SoftHyphen, '-'));

    /// <summary>A word that two lines hold stays whole; one that is longer than a line is broken.</summary>
    [Theory]
    [InlineData("Orders and Delivery", true)]
    [InlineData("Geschäftskundenbetreuung Schweiz", true)]
    [InlineData("Technical Support Broadband Installation", true)]
    [InlineData("Technical Broadband Installation Supporters Overflow", false)]
    public void Fits_GreedyLines_AreTwo(string name, bool expected) => Assert.Equal(expected, WallLines.Fits(name, 0, WallGeometry.NameRoom, 2));

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

    /// <summary>Whether all words of a text are in a name; of one before an ellipsis the beginning.</summary>
    private static bool CouldBe(string text, string name) =>
        text.Replace("…", "… ", StringComparison.Ordinal).Split([' ', '_', '-', '\u2060'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Replace("\u00AD", "", StringComparison.Ordinal))
            .All(word => word.Any(c => c is '…' or > '\u2E80')
                ? name.Contains(word.TrimEnd('…'), StringComparison.Ordinal)
                : name.Split(' ', '_', '-').Contains(word));

    private static string Read(string shown) => shown.Replace("\u2060", "", StringComparison.Ordinal).Replace("\u00AD", "", StringComparison.Ordinal);

    private static string ShownAlone(string name) => Read(new WallNames([(name, 0)])[name]);

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
