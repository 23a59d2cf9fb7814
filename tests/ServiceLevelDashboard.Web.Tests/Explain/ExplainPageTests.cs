using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Analytics.Explaining;
using ServiceLevelDashboard.Web.Explain;
using ServiceLevelDashboard.Web.Tests.Queue;
using ServiceLevelDashboard.Web.Tests.Security;

namespace ServiceLevelDashboard.Web.Tests.Explain;

public sealed class ExplainPageTests : BunitContext
{
    private readonly FakeArchive _archive = ExplainSamples.Archive();

    public ExplainPageTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        Services.AddSingleton(Viewers.Administrator);
        Services.AddSingleton(ExplainSamples.Explainer(_archive));
        Services.AddSingleton(new KeptFigures(_archive, new FakeTimeProvider(ExplainSamples.NextMorning)));
        Services.AddSingleton(ExplainSamples.Settings);
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Sheet_Settled_ShowsTheFigureItsPartsAndNoDifference()
    {
        var page = Open();

        Assert.Equal("Billing", page.Find("h1").TextContent);
        Assert.StartsWith("80.3", page.Find(".figure b").TextContent, StringComparison.Ordinal);
        Assert.Contains("61 of 76", page.Find(".sentence").TextContent, StringComparison.Ordinal);
        Assert.Equal(3, page.FindAll(".rows tbody tr").Count);
        Assert.Equal("61 / 76", page.FindAll(".rows tfoot td")[6].TextContent);
        Assert.Contains("No difference", page.Markup, StringComparison.Ordinal);
        Assert.Contains("set in Genesys Cloud", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Every interval had settled", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".foreign"));
    }

    [Fact]
    public void Sheet_AtAnotherThreshold_WearsTheBadge()
    {
        var page = Open("&threshold=30");

        Assert.Equal("not the contract's", page.Find(".foreign").TextContent);
        Assert.Contains("72 of 76", page.Find(".sentence").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Sheet_GenesysDiffers_SaysByHowMuchAndWhere()
    {
        var row = _archive.Rows[1];
        _archive.Rows = _archive.Rows.SetItem(1, row with { Counts = row.Counts with { OverSla = 4 } });

        var page = Open();

        Assert.Contains("They differ in 1 of 3 intervals", page.Markup, StringComparison.Ordinal);
        Assert.Contains("First at 08:15 – 08:30", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Genesys counted 61 ÷ 76 itself", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Sheet_PartNeverFetched_SaysWhichAndThatItIsUnknown()
    {
        _archive.Covered = [ExplainSamples.Fetched(new(ExplainSamples.Eight, ExplainSamples.Eight.AddHours(1)), ExplainSamples.NextMorning)];

        var page = Open();

        Assert.Contains("Never fetched: 09:00 – 17:30. Unknown, not zero.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Sheet_NoRows_IsUndefinedInWords()
    {
        _archive.Rows = [];

        var page = Open();

        Assert.Equal("–", page.Find(".figure b").TextContent);
        Assert.Contains("nothing to divide by", page.Find(".sentence").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Sheet_BadAddress_SaysWhatOneNeeds()
    {
        Navigation.NavigateTo("/explain?queue=q-billing");

        Assert.Equal("This address names no figure", Render<ExplainPage>().Find("h1").TextContent);
    }

    [Fact]
    public void Sheet_NameWithMarkup_IsText()
    {
        _archive.Versions = [ExplainSamples.Version("<img src=x>", QueueSamples.Target, ExplainSamples.Eight)];

        Assert.Equal("<img src=x>", Open().Find("h1").TextContent);
    }

    [Fact]
    public void Keep_ArchiveAway_SaysThatItWasNotKept()
    {
        var page = Open();
        _archive.IsAway = true;

        page.Find(".actions button").Click();

        page.WaitForAssertion(() => Assert.Contains("was not kept", page.Find(".problem").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Kept_AfterACorrection_ShowsOldNewAndDifference()
    {
        var page = Open();
        page.Find(".actions button").Click();
        var address = new Uri(Navigation.Uri).AbsolutePath;
        Assert.StartsWith("/explain/kept/", address, StringComparison.Ordinal);
        _archive.Rows = _archive.Rows.SetItem(0, ExplainSamples.Row(0, 45, 13, 2));

        var kept = Render<KeptPage>(p => p.Add(c => c.Id, address.Split('/')[^1]));

        Assert.Contains("61 of 76", kept.Find(".sentence").TextContent, StringComparison.Ordinal);
        Assert.Equal(["61 of 76", "61 of 81", "0 met, +5 counted"], kept.FindAll(".changes dd span").Select(s => s.TextContent));
        Assert.Equal(["40", "8"], kept.FindAll(".changes del").Select(d => d.TextContent).Where(t => t is "40" or "8"));
        Assert.Single(kept.FindAll(".changes tbody tr"));
    }

    [Fact]
    public void Kept_TargetChangedSince_SaysHowItIsMeasuredToday()
    {
        var page = Open();
        page.Find(".actions button").Click();
        var id = Navigation.Uri.Split('/')[^1];
        _archive.Versions = [ExplainSamples.Version("Billing", new(0.9m, TimeSpan.FromSeconds(10)), ExplainSamples.Eight)];

        var kept = Render<KeptPage>(p => p.Add(c => c.Id, id));

        Assert.Contains("Today this queue is measured otherwise", kept.Markup, StringComparison.Ordinal);
        Assert.Contains("Nothing has changed since", kept.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0123456789abcdef01234567")]
    [InlineData("../../etc")]
    public void Kept_UnknownAddress_SaysSo(string id) =>
        Assert.Equal("There is no kept figure under this address", Render<KeptPage>(p => p.Add(c => c.Id, id)).Find("h1").TextContent);

    private IRenderedComponent<ExplainPage> Open(string more = "")
    {
        Navigation.NavigateTo(AppUrls.Explain(QueueSamples.Billing, ExplainSamples.Range) + more);
        return Render<ExplainPage>();
    }
}
