using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Hosting;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Languages;

/// <summary>In which language a page is answered.</summary>
public sealed class LanguageTests(DashboardHost host) : IClassFixture<DashboardHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("de-AT,de;q=0.9,en;q=0.8", "de", "Verlauf")]
    [InlineData("de", "de", "Verlauf")]
    [InlineData("en-US,en;q=0.9", "en-GB", "History")]
    [InlineData("fr-FR,fr;q=0.9", "en-GB", "History")]
    [InlineData("", "en-GB", "History")]
    public async Task Page_ByTheBrowser_IsInItsLanguage(string accept, string lang, string word)
    {
        var page = await PageAsync(accept, cookie: null);

        Assert.Contains($"<html lang=\"{lang}\"", page, StringComparison.Ordinal);
        Assert.Contains($">{word}</a>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en-US,en;q=0.9", "c=de|uic=de", "de")]
    [InlineData("de", "c=en-US|uic=en-GB", "en-GB")]
    [InlineData("de", "nonsense", "de")]
    [InlineData("de", "c=xx-XX|uic=xx", "de")]
    public async Task Page_ByChoice_IsInTheChosenLanguage(string accept, string cookie, string lang) =>
        Assert.Contains($"<html lang=\"{lang}\"", await PageAsync(accept, cookie), StringComparison.Ordinal);

    [Fact]
    public async Task Wall_ByTheBrowser_IsInItsLanguage() =>
        Assert.Contains("<html lang=\"de\"", await PageAsync("de-DE", cookie: null, WallUrls.Board("all")), StringComparison.Ordinal);

    private async Task<string> PageAsync(string accept, string? cookie, string path = HistoryUrls.Root)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept.Length > 0)
        {
            request.Headers.AcceptLanguage.ParseAdd(accept);
        }
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", $"{CookieNames.LanguageBefore}={Uri.EscapeDataString(cookie)}");
        }
        using var answer = await host.CreateClient().SendAsync(request, Cancellation);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }
}
