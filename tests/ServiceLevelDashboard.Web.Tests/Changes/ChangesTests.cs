using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Web.Tests.Security;

namespace ServiceLevelDashboard.Web.Tests.Changes;

public sealed class ChangesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Trail_OnThePageAndAsAFile_IsTheSameAndHarmless()
    {
        await using var host = new GuardedHost();
        var visitor = await host.AdministratorAsync();
        var store = host.Services.GetRequiredService<IDocumentStore>();
        for (var i = 0; i < 60; i++)
        {
            await store.WriteAllAsync(
                "note",
                [new DocumentWrite($"note-{i:00}", "{}", 0)],
                new Change(DateTimeOffset.UnixEpoch.AddDays(20_000 + i), new Actor(ActorKind.Token, "7f", "=cmd()<script>")),
                Cancellation);
        }

        var page = await (await visitor.AskAsync("/changes")).Content.ReadAsStringAsync(Cancellation);
        var older = await visitor.PageAsync("/changes?before=12");
        var lines = (await visitor.Client.GetStringAsync(new Uri("/changes/all.csv", UriKind.Relative), Cancellation)).Split(
            "\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Contains("=cmd()&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.Contains("(API token)", page, StringComparison.Ordinal);
        Assert.Contains("note-59", page, StringComparison.Ordinal);
        Assert.DoesNotContain("note-00", page, StringComparison.Ordinal);
        Assert.Contains("note-00", older, StringComparison.Ordinal);
        Assert.Equal(62, lines.Length); // with the headings, and the first administrator
        Assert.Equal("no,at,who,kind,key,before,after,who_kind,who_id", lines[0].TrimStart('\uFEFF'));
        Assert.EndsWith(",\"'=cmd()<script>\",note,note-59,,{},token,7f", lines[1], StringComparison.Ordinal);
    }
}
