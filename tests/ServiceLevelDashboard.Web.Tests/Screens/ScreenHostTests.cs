using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Web.Hosting;
using ServiceLevelDashboard.Web.Screens;
using ServiceLevelDashboard.Web.Tests.Hosting;
using ServiceLevelDashboard.Web.Tests.Security;

namespace ServiceLevelDashboard.Web.Tests.Screens;

public sealed partial class ScreenHostTests(DashboardHost host) : IClassFixture<DashboardHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private EnrolmentDesk Desk => host.Services.GetRequiredService<EnrolmentDesk>();

    private ScreenRegistry Book => host.Services.GetRequiredService<ScreenRegistry>();

    private ScreenSeats Seats => host.Services.GetRequiredService<ScreenSeats>();

    [Fact]
    public async Task Screen_Opened_ShowsItsCodeWithoutAnythingInlineAndKeepsItsSecret()
    {
        var screen = NewScreen();
        using var answer = await OpenAsync(screen);
        var html = await answer.Content.ReadAsStringAsync(Cancellation);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("sld-screen-waiting-", StringComparison.Ordinal));

        Assert.DoesNotContain("unsafe", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotMatch(Inline(), html);
        Assert.Contains("<script defer src=\"/screen/plain.js\">", html, StringComparison.Ordinal); // where modules do not run
        Assert.Contains("http-equiv=\"refresh\"", html, StringComparison.Ordinal); // where no script does
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(cookie.Split('=', ';')[1], html, StringComparison.Ordinal);
        Assert.NotNull(await Desk.FindAsync(CodeIn(html), Cancellation));
        Assert.Equal(CodeIn(html), CodeIn(await screen.GetStringAsync("/screen", Cancellation))); // loaded again, it waits on
    }

    [Fact]
    public async Task Screen_ThatKeepsNoCookies_IsToldSoTakesNoPlaceAndComesLaterEachTime()
    {
        var (_, html) = await WaitingAsync();
        var screen = host.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });
        List<int> pauses = [];
        var next = "";
        for (var i = 0; i <= EnrolmentDesk.MaximumPerAddress; i++)
        {
            using var answer = await screen.GetAsync("/screen" + next, Cancellation);
            var page = await answer.Content.ReadAsStringAsync(Cancellation);
            next = answer.Headers.Location?.ToString()["/screen".Length..] ?? $"?{Next().Match(page).Groups[1].Value}";
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                Assert.Contains("blocks cookies", page, StringComparison.Ordinal);
                Assert.Empty(CodeIn(page));
                pauses.Add(int.Parse(Again().Match(page).Groups[1].Value, CultureInfo.InvariantCulture));
            }
        }

        Assert.Equal([10_000, 20_000, 40_000, 60_000, 60_000], pauses.Take(5));
        Assert.NotNull(await Desk.FindAsync(CodeIn(html), Cancellation)); // nobody was pushed out
    }

    [Fact]
    public async Task Screen_WithoutTheSecretOrTheToken_LearnsNothing()
    {
        var (screen, html) = await WaitingAsync();
        await ApproveAsync(html, "all");

        using var withoutToken = await screen.PostAsync("/screen", null, Cancellation);
        using var withoutSecret = await AskAsync(NewScreen(), html);

        Assert.Equal(HttpStatusCode.Gone, withoutToken.StatusCode);
        Assert.Equal(HttpStatusCode.Gone, withoutSecret.StatusCode);
        Assert.False(withoutSecret.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Screen_Approved_IsSentToItsBoardAndShowsNoOther()
    {
        var (screen, html) = await WaitingAsync();
        using (var early = await AskAsync(screen, html))
        {
            Assert.Equal(HttpStatusCode.Accepted, early.StatusCode);
        }
        var id = await ApproveAsync(html, "all");

        using (var way = await AskAsync(screen, html))
        {
            Assert.Equal("/wall/all?kiosk", await way.Content.ReadAsStringAsync(Cancellation));
        }

        using var wall = await screen.GetAsync("/wall/all", Cancellation);
        using var again = await screen.GetAsync("/screen", Cancellation);
        using var other = await screen.GetAsync("/wall/other", Cancellation);
        using var otherState = await screen.GetAsync("/wall/other/state", Cancellation);
        Assert.Contains("data-screen=\"yes\"", await wall.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal("/wall/all?kiosk", again.Headers.Location?.ToString());
        Assert.Equal("/wall/all?kiosk", other.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Forbidden, otherState.StatusCode);

        await screen.GetStringAsync("/wall/all/time?said=abc.3840x2160.1772438400000", Cancellation);
        Assert.Equal((3840, 2160), (Seats.ReportOf(id)!.Width, Seats.ReportOf(id)!.Height));
        Assert.NotNull(Seats.HeardAt(id));
        await screen.GetStringAsync("/wall/all/time?said=abc.3840x2160.&page=1920x1080_2_60_-12_35", Cancellation);
        await screen.GetStringAsync("/wall/all/time?said=abc.3840x2160.&page=1x1_1_60_0_1%3Cscript%3E_" + new string('9', 5_000), Cancellation); // refused
        Assert.Equal(new ScreenPage(1920, 1080, 2, 60, TimeSpan.FromMilliseconds(-12), 35, ""), Seats.PageOf(id));
    }

    [Fact]
    public async Task Screen_Refused_IsToldSo()
    {
        var (screen, html) = await WaitingAsync();
        Assert.Equal(SaveOutcome.Saved, await Desk.DecideAsync(CodeIn(html), null, Cancellation));

        using var answer = await AskAsync(screen, html);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Screen_Revoked_LosesItsStreamAndEverythingElse()
    {
        var (screen, html) = await WaitingAsync();
        var id = await ApproveAsync(html, "all");
        (await AskAsync(screen, html)).Dispose();
        using var stream = await screen.GetAsync("/wall/all/stream", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync(Cancellation));
        Assert.Equal(1, Seats.TakenBy(id));

        await Book.RevokeAsync(id, Actor.Person("anna", "anna"), isCopied: false, Cancellation);
        await lines.ReadToEndAsync(Cancellation).Soon();

        foreach (var path in (string[])["", "/state", "/stream", "/time", "/size.css"])
        {
            using var answer = await screen.GetAsync("/wall/all" + path, Cancellation);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        Assert.Equal(0, Seats.TakenBy(id));
        using var anew = await screen.GetAsync("/screen", Cancellation);
        Assert.NotNull(await Desk.FindAsync(CodeIn(await anew.Content.ReadAsStringAsync(Cancellation)), Cancellation));
    }

    [Fact]
    public async Task Screen_GivenAnotherBoard_IsSentThere()
    {
        var (screen, html) = await WaitingAsync();
        var id = await ApproveAsync(html, "other", "all");
        (await AskAsync(screen, html)).Dispose();
        using var stream = await screen.GetAsync("/wall/all/stream", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync(Cancellation));

        Assert.True(await Seats.IdentifyAsync(id, Cancellation));
        await UntilAsync(lines, "data: identify Hall");
        await Book.EditAsync(id, new("Hall", ["other"], null), Viewers.Person("anna"), Cancellation);
        await UntilAsync(lines, "data: go /wall/other?kiosk");
    }

    [Fact]
    public async Task Screen_ApprovedBySomebodyWhoSeesAPart_ShowsThatPartAlone()
    {
        await using var guarded = new GuardedHost();
        await guarded.AdministratorAsync();
        var snapshot = await guarded.SnapshotAsync();
        var (seen, hidden) = (snapshot.Queues[0].Queue, snapshot.Queues.Select(q => q.Queue).First(q => q.Id != snapshot.Queues[0].Queue.Id));
        await guarded.Services.GetRequiredService<DocumentCache<Role>>().SaveAsync(
            "one", new Role { Rank = Rank.Supervisor, Queues = [seen.Id] }, 0, Actor.Person("root", "root"), Cancellation);
        var book = guarded.Services.GetRequiredService<ScreenRegistry>();
        await book.EnrolAsync("0123456789abcdef", new("Hall", ["all"], null), Viewers.Person("sue", "one"), Cancellation);
        var token = (await book.IssueFirstAsync("0123456789abcdef", Cancellation))!; // just enrolled
        var screen = guarded.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        screen.DefaultRequestHeaders.Add("Cookie", $"{CookieNames.ScreenBefore}={token.Reveal()}");

        var state = await screen.GetStringAsync("/wall/all/state", Cancellation);

        Assert.Contains(System.Net.WebUtility.HtmlEncode(seen.Name), state, StringComparison.Ordinal);
        Assert.DoesNotContain(System.Net.WebUtility.HtmlEncode(hidden.Name), state, StringComparison.Ordinal);
        using var stranger = await guarded.Visit().Client.GetAsync("/wall/all/state", Cancellation);
        Assert.NotEqual(HttpStatusCode.OK, stranger.StatusCode);
    }

    [Fact]
    public async Task Screen_ThatForgets_ComesFromItsOwnNetworkAloneAndTheFleetSaysSo()
    {
        await using var behindAProxy = host.WithWebHostBuilder(static b => b.UseSetting("Security:Proxies", "127.0.0.1"));
        var book = behindAProxy.Services.GetRequiredService<ScreenRegistry>();
        var id = ScreenToken.NewScreen();
        await book.EnrolAsync(id, new("Lobby player", ["all"], "10.1.2.0/24"), Viewers.Person("anna"), Cancellation);
        var cookie = $"sld-screen={(await book.IssueFirstAsync(id, Cancellation))!.Reveal()}";
        var client = behindAProxy.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });

        async Task<HttpResponseMessage> FromAsync(string address, string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Cookie", cookie);
            request.Headers.Add("X-Forwarded-For", address);
            request.Headers.Add("X-Forwarded-Proto", "https");
            return await client.SendAsync(request, Cancellation);
        }

        using var inside = await FromAsync("10.1.2.77", "/wall/all/time");
        using var stolen = await FromAsync("10.1.3.1", "/wall/all/time");
        using var enrolment = await FromAsync("10.1.3.1", "/screen");
        using var again = await FromAsync("10.1.2.78", "/wall/all/time");

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.OK), (inside.StatusCode, stolen.StatusCode, again.StatusCode));
        Assert.DoesNotContain(enrolment.Headers.GetValues("Set-Cookie"), static c => c.StartsWith("sld-screen=", StringComparison.Ordinal)); // it is kept
        Assert.Contains("fixed credential, from 10.1.2.0/24 alone", await client.GetStringAsync("/screens", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fleet_OfAHundredScreens_ShowsEachOfThem()
    {
        for (var i = 0; i < 100; i++)
        {
            await Book.EnrolAsync(ScreenToken.NewScreen(), new($"Fleet place {i}", ["all"], null), Viewers.Person("anna"), Cancellation);
        }

        var html = await host.CreateClient().GetStringAsync("/screens", Cancellation);

        for (var i = 0; i < 100; i++)
        {
            Assert.Contains($">Fleet place {i}<", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Order_ForMany_StandsInTheTrailWithWhoeverGaveIt()
    {
        var id = ScreenToken.NewScreen();
        await Book.EnrolAsync(id, new("Trail place", ["all"], null, "by the door"), Viewers.Person("anna"), Cancellation);

        var runner = host.Services.GetRequiredService<FleetRunner>();
        Assert.NotNull(await runner.BeginAsync(FleetOrder.Identify, null, [id], Viewers.Of(Rank.Supervisor), Cancellation));

        var change = (await host.Services.GetRequiredService<IChangeLog>().ReadAsync(null, 20, Cancellation)).First(static c => c.Kind == "screens");
        Assert.Equal(("identify", "Supervisor"), (change.Key, change.Who.Name));
        Assert.Contains("Trail place", change.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_OfTheFleet_HoldsPlacesAndNothingThatAScreenIsKnownBy()
    {
        var (_, html) = await WaitingAsync();
        var id = await ApproveAsync(html, "all");
        var token = (await Book.IssueFirstAsync(id, Cancellation))!;

        var yaml = await host.CreateClient().GetStringAsync("/screens/screens.yaml", Cancellation);

        var file = BoardYaml.ReadFile(yaml);
        Assert.Empty(file.Problems);
        Assert.Contains("all", file.Boards.Keys);
        Assert.Contains(file.Screens, s => s.Id == id && s.Place == "Hall" && s.Boards.SequenceEqual(["all"]));
        Assert.DoesNotContain(token.Hash, yaml, StringComparison.Ordinal);
        Assert.DoesNotContain(token.Reveal().Split('.')[1], yaml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Screen_OverPlainHttpFromElsewhere_IsRefusedAndToldWhy()
    {
        await using var named = host.WithWebHostBuilder(static b => b.UseSetting("AllowedHosts", "dashboard.example"));
        var screen = named.CreateClient(
            new WebApplicationFactoryClientOptions { BaseAddress = new Uri("http://dashboard.example"), AllowAutoRedirect = false });

        using var answer = await screen.GetAsync("/screen", Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("https://", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Screen_OverHttps_HasSecureCookies()
    {
        var screen = host.CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = new Uri("https://localhost"), AllowAutoRedirect = false });

        using var answer = await screen.GetAsync("/screen", Cancellation);

        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task UntilAsync(StreamReader lines, string wanted)
    {
        while (await lines.ReadLineAsync(Cancellation).AsTask().Soon() is { } line)
        {
            if (line == wanted)
            {
                return;
            }
        }

        Assert.Fail($"The screen was not told {wanted}");
    }

    private HttpClient NewScreen() => host.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    private async Task<(HttpClient Screen, string Html)> WaitingAsync()
    {
        var screen = NewScreen();
        using var answer = await OpenAsync(screen);
        return (screen, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    /// <summary>As a browser does: a screen that comes first is sent round once, to see whether it keeps cookies.</summary>
    private static async Task<HttpResponseMessage> OpenAsync(HttpClient screen)
    {
        using var first = await screen.GetAsync("/screen", Cancellation);
        Assert.Equal("/screen?tried=1", first.Headers.Location?.ToString());
        return await screen.GetAsync("/screen?tried=1", Cancellation);
    }

    private async Task<string> ApproveAsync(string html, params string[] boards)
    {
        var id = ScreenToken.NewScreen();
        Assert.Equal(SaveOutcome.Saved, await Desk.DecideAsync(CodeIn(html), id, Cancellation));
        Assert.Equal(SaveOutcome.Saved, (await Book.EnrolAsync(id, new("Hall", [.. boards], null), Viewers.Person("anna"), Cancellation)).Outcome);
        return id;
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient screen, string html)
    {
        using var question = new HttpRequestMessage(HttpMethod.Post, "/screen");
        question.Headers.Add("RequestVerificationToken", Token().Match(html).Groups[1].Value);
        return await screen.SendAsync(question, Cancellation);
    }

    private static string CodeIn(string html) => EnrolmentDesk.CodeOf(Code().Match(html).Groups[1].Value);

    [GeneratedRegex("id=\"code\">([^<]+)<")]
    private static partial Regex Code();

    [GeneratedRegex("data-again=\"([0-9]+)\"")]
    private static partial Regex Again();

    [GeneratedRegex("url=\\?([^\"]+)\"")]
    private static partial Regex Next();

    [GeneratedRegex("data-token=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("<script(?![^>]*\\bsrc=)|<style|\\bstyle=|\\bon[a-z]+=\"")]
    private static partial Regex Inline();
}
