using System.Net;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Explain;

public sealed class FigureExportTests(DashboardHost host) : IClassFixture<DashboardHost>
{
    [Fact]
    public async Task Rows_AnyQueue_IsAFileWithHeadings()
    {
        using var answer = await host.CreateClient().GetAsync(
            "/explain/rows.csv?queue=q&media=voice&from=2026-03-03T08:00:00Z&to=2026-03-03T09:00:00Z", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Contains("start,end,queueId,queueName", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/explain/rows.csv?queue=q", HttpStatusCode.BadRequest)]
    [InlineData("/explain/kept/0123456789abcdef01234567/rows.csv", HttpStatusCode.NotFound)]
    public async Task Rows_NothingMeant_IsRefused(string path, HttpStatusCode expected)
    {
        using var answer = await host.CreateClient().GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task History_AnyRange_IsAFileWithHeadings()
    {
        using var answer = await host.CreateClient().GetAsync("/history/rows.csv?from=2026-03-02&to=2026-03-03", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("start,end,queueIds,name", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/history/rows.csv?from=2026-03-02&to=2026-03-03&readable=yes", "Beginn (", "servicelevel-alle-warteschlangen-2026-03-02-bis-2026-03-03.csv")]
    [InlineData("/explain/rows.csv?queue=q&media=voice&from=2026-03-03T08:00:00Z&to=2026-03-03T09:00:00Z&readable=yes", "Beginn (", "servicelevel-q-anruf")]
    public async Task Readable_OfAGermanReader_IsInTheirWordsAndNamedAfterWhatItShows(string path, string heading, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptLanguage.ParseAdd("de-DE");
        using var answer = await host.CreateClient().SendAsync(request, TestContext.Current.CancellationToken);

        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith(heading, text, StringComparison.Ordinal);
        Assert.Contains(";Servicelevel (%);", text, StringComparison.Ordinal);
        Assert.DoesNotContain("numeratorLeast", text, StringComparison.Ordinal);
        Assert.StartsWith(name, answer.Content.Headers.ContentDisposition?.FileNameStar, StringComparison.Ordinal);
    }
}
