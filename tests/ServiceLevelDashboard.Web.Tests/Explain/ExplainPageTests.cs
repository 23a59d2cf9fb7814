using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Statistics;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Explain;
using ServiceLevelDashboard.Web.Hardening;
using ServiceLevelDashboard.Web.Tests.Queue;
using ServiceLevelDashboard.Web.Tests.Security;

namespace ServiceLevelDashboard.Web.Tests.Explain;

public sealed class ExplainPageTests : PageContext
{
    private readonly FakeArchive _archive = ExplainSamples.Archive();
    private readonly FakeSnapshots _snapshots = new(QueueSamples.Empty);
    private IRenderedComponent<ExplainPage>? _page;

    public ExplainPageTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        Services.AddSingleton(Viewers.Administrator);
        Services.AddSingleton(ExplainSamples.Explainer(_archive));
        Services.AddSingleton<ExpensiveWork>();
        Services.AddSingleton<ISnapshots>(_snapshots);
        Services.AddLiveUpdates();
        Services.AddSingleton(ExplainSamples.Kept(_archive));
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
        Assert.Contains("Final.", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".foreign"));
    }

    [Fact]
    public void Sheet_OfTodaySoFar_FillsInTheFormulasOfWhatFollows()
    {
        var formulas = OfToday(Missing60Of160() with
        {
            Outlook = new QueueOutlook
            {
                Likely = Wilson.Of(0.61 * 20, 20),
                Effective = 20,
                Busy = TimeSpan.FromMinutes(90),
                ByChance = BelowTarget.Probability(0.61, 20, 0.8),
                Forecast = new DayForecast(
                    new NegativeBinomial(60, 25), new ClosingLevel(61, 100, new NegativeBinomial(60, 25), Math.Log(0.7 / 0.3), 0.4), 0.0004, 6, false),
            },
        });

        Assert.Equal(
            [
                "missed = 100 counted − 61 within target = 39",
                "allowed so far = (1 − 0.8) × 100 = 20",
                "pace = 39 missed ÷ 20 allowed so far = 1.95",
                "allowed in the whole day = (1 − 0.8) × (100 + 60 still expected) = 0.2 × 160, rounded down: 32",
                "left = 32 allowed − 39 missed = −7",
                "rate of the last 15 min = (39 missed ÷ 100 counted) ÷ (1 − 0.8) = 1.95",
                "rate of the last 30 min = (39 missed ÷ 100 counted) ÷ (1 − 0.8) = 1.95",
                "rate of the last 60 min = (39 missed ÷ 100 counted) ÷ (1 − 0.8) = 1.95",
                "rate of the last 120 min = (39 missed ÷ 100 counted) ÷ (1 − 0.8) = 1.95",
                "in a row = (0.8 × 100 counted − 61 within target) ÷ (1 − 0.8), rounded up = 95",
                "needed of the rest = 0.8 × (100 + 60 still expected), rounded up, − 61 within target = 67",
                "best case = (61 + 60) ÷ (100 + 60) = 75.6 %",
                "worst case = 61 ÷ (100 + 60) = 38.1 %",
                "still expected: 60, 80 % range 42 to 79 (negative binomial, from 6 comparable days)",
                "service level of the rest: median 70.0 %, 80 % range 50.9 % to 84.0 % (logit-normal)",
                "end-of-day service level = (61 within target + 70.0 % × 60 still expected) ÷ (100 + 60), in whole contacts = 64.4 %",
                "chance of meeting target = under 5 %: out of reach at the expected volume (67 needed, 60 still expected)",
                "effective contacts = the smaller of 100 and 0.9 × 90 min with contacts ÷ 5 min handle time = 20",
                "Wilson at 95 %: (p + z²/2n ± z × √(p(1 − p)/n + z²/4n²)) ÷ (1 + z²/n) with p = 61.0 %, n = 20, z = 1.96: 39.6 % to 78.9 %",
                "by chance = P(at most 12.2 of 20 within target if 80 % were kept) = 0.0398, below 0.05 ÷ 1 queues monitored = 0.05: significantly below target",
            ],
            formulas);
    }

    [Fact]
    public void Sheet_OfTodayWithoutHistory_SaysWhatIsNotKnown()
    {
        OfToday(Missing60Of160() with
        {
            Budget = new ErrorBudget(new ServiceLevel(61, 100), 0.8m, null),
            Recovery = new Recovery(
            new ErrorBudget(new ServiceLevel(61, 100), 0.8m, null))
        });

        var said = _page!.Find(".numbers").TextContent;
        Assert.Contains("The allowance for the whole day needs comparable days in the archive", said, StringComparison.Ordinal);
        Assert.Contains("No end-of-day forecast yet", said, StringComparison.Ordinal);
        Assert.Contains("Too few contacts (fewer than ten)", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Sheet_OfAnotherRangeOrThreshold_HasNoBudget()
    {
        OfToday(Missing60Of160(), "&threshold=30");
        Assert.Empty(_page!.FindAll(".numbers"));
        Assert.Empty(Open().FindAll(".numbers"));
    }

    [Fact]
    public void Sheet_AtAnotherThreshold_WearsTheBadge()
    {
        var page = Open("&threshold=30");

        Assert.Equal("not per contract", page.Find(".foreign").TextContent);
        Assert.Contains("72 of 76", page.Find(".sentence").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Sheet_GenesysDiffers_SaysByHowMuchAndWhere()
    {
        var row = _archive.Rows[1];
        _archive.Rows = _archive.Rows.SetItem(1, row with { Counts = row.Counts with { OverSla = 4 } });

        var page = Open();

        Assert.Contains("Differs in 1 of 3 intervals", page.Markup, StringComparison.Ordinal);
        Assert.Contains("First at 08:15 – 08:30", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Genesys Cloud reported 61 ÷ 76", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Sheet_PartNeverFetched_SaysWhichAndThatItIsUnknown()
    {
        _archive.Covered = [ExplainSamples.Fetched(new(ExplainSamples.Eight, ExplainSamples.Eight.AddHours(1)), ExplainSamples.NextMorning)];

        var page = Open();

        Assert.Contains("No data: 09:00 – 17:30. Unknown, not zero.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Sheet_NoRows_IsUndefinedInWords()
    {
        _archive.Rows = [];

        var page = Open();

        Assert.Equal("–", page.Find(".figure b").TextContent);
        Assert.Contains("so there is no service level", page.Find(".sentence").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Sheet_BadAddress_SaysWhatOneNeeds()
    {
        Navigation.NavigateTo("/explain?queue=q-billing");

        Assert.Equal("This address is incomplete", Render<ExplainPage>().Find("h1").TextContent);
    }

    [Fact]
    public void Sheet_NameWithMarkup_IsText()
    {
        _archive.Versions = [ExplainSamples.Version("<img src=x>", QueueSamples.Target, ExplainSamples.Eight)];

        Assert.Equal("<img src=x>", Open().Find("h1").TextContent);
    }

    [Fact]
    public async Task Keep_ArchiveAway_SaysThatItWasNotKept()
    {
        var page = Open();
        _archive.IsAway = true;

        await page.Find(".actions button").ClickAsync();

        page.WaitForAssertion(() => Assert.Contains("was not saved", page.Find(".problem").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Kept_AfterACorrection_ShowsOldNewAndDifference()
    {
        var page = Open();
        await page.Find(".actions button").ClickAsync();
        var address = new Uri(Navigation.Uri).AbsolutePath;
        Assert.StartsWith("/explain/kept/", address, StringComparison.Ordinal);
        _archive.Rows = _archive.Rows.SetItem(0, ExplainSamples.Row(0, 45, 13, 2));

        var kept = Render<KeptPage>(p => p.Add(c => c.Id, address.Split('/')[^1]));

        Assert.Contains("61 of 76", kept.Find(".sentence").TextContent, StringComparison.Ordinal);
        Assert.Equal(["61 of 76", "61 of 81", "0 within target, +5 counted"], kept.FindAll(".changes dd span").Select(s => s.TextContent));
        Assert.Equal(["40", "8"], kept.FindAll(".changes del").Select(d => d.TextContent).Where(t => t is "40" or "8"));
        Assert.Single(kept.FindAll(".changes tbody tr"));
    }

    [Fact]
    public async Task Kept_TargetChangedSince_SaysHowItIsMeasuredToday()
    {
        var page = Open();
        await page.Find(".actions button").ClickAsync();
        var id = Navigation.Uri.Split('/')[^1];
        _archive.Versions = [ExplainSamples.Version("Billing", new(0.9m, TimeSpan.FromSeconds(10)), ExplainSamples.Eight)];

        var kept = Render<KeptPage>(p => p.Add(c => c.Id, id));

        Assert.Contains("settings have changed since", kept.Markup, StringComparison.Ordinal);
        Assert.Contains("No changes since", kept.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0123456789abcdef01234567")]
    [InlineData("../../etc")]
    public void Kept_UnknownAddress_SaysSo(string id) =>
        Assert.Equal("Saved figure not found", Render<KeptPage>(p => p.Add(c => c.Id, id)).Find("h1").TextContent);

    /// <summary>61 of 100 with 60 to come: the worked example of the budget's page.</summary>
    private static QueueSummary Missing60Of160() => QueueSamples.Summary(QueueSamples.Target, [QueueSamples.Counts(100, 100, 39, 0)], ServiceState.Below) with
    {
        Budget = new ErrorBudget(new ServiceLevel(61, 100), 0.8m, 60),
        Recovery = new Recovery(new ErrorBudget(new ServiceLevel(61, 100), 0.8m, 60)),
        Burn = new BurnAlert(BurnLevel.Watch, QueueSamples.Eight, 2.5m) { Hour = new ServiceLevel(12, 24) },
    };

    /// <summary>Opens today's figure of a queue; the formulas without the marks that keep numbers and units together.</summary>
    private string[] OfToday(QueueSummary queue, string more = "")
    {
        _snapshots.State = QueueSamples.State(queue);
        Navigation.NavigateTo(ExplainUrls.Of(QueueSamples.Billing, ExplainAddress.SoFar(_snapshots.State.Snapshot!)) + more);
        _page = Render<ExplainPage>();
        return [.. _page.FindAll(".numbers .formula").Select(f => f.TextContent.Replace('\u202F', ' ').Replace('\u00A0', ' '))];
    }

    private IRenderedComponent<ExplainPage> Open(string more = "")
    {
        Navigation.NavigateTo(ExplainUrls.Of(QueueSamples.Billing, ExplainSamples.Range) + more);
        return Render<ExplainPage>();
    }
}
