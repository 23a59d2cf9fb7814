using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Web.Tests.Security;

namespace ServiceLevelDashboard.Web.Tests.Wall;

/// <summary>What one pair of eyes has been given is never taken for what another may see.</summary>
public sealed class WallVisibilityTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task State_OfOtherEyesOrAnotherLanguage_IsNeverTheSame()
    {
        await using var host = new GuardedHost();
        var administrator = await host.AdministratorAsync();
        var snapshot = await host.SnapshotAsync();
        var role = new Role { Queues = [snapshot.Queues[0].Queue.Id] };
        var saved = await host.Services.GetRequiredService<DocumentCache<Role>>().SaveAsync("part", role, 0, Actor.Person("root", "root"), Cancellation);
        Assert.Equal(SaveOutcome.Saved, saved.Outcome);
        var part = await host.SomebodyAsync("ann", "part");

        using var whole = await StateAsync(administrator, null);
        using var answers = await StateAsync(part, whole.Headers.ETag?.ToString());
        using var german = await StateAsync(administrator, whole.Headers.ETag?.ToString(), "de");

        Assert.Equal(HttpStatusCode.OK, answers.StatusCode);
        Assert.Equal(HttpStatusCode.OK, german.StatusCode);
        Assert.NotEqual(await VersionAsync(whole), await VersionAsync(answers));
        Assert.NotEqual(await VersionAsync(whole), await VersionAsync(german));
        Assert.True(whole.Headers.CacheControl!.Private);
        Assert.Superset(new HashSet<string>(["Cookie", "Authorization", "Accept-Language"]), whole.Headers.Vary.ToHashSet());
    }

    [Fact]
    public async Task Stream_ResumedFromOtherEyesVersion_BuildsOnNothing()
    {
        await using var host = new GuardedHost();
        var administrator = await host.AdministratorAsync();
        await host.SnapshotAsync();
        using var state = await StateAsync(administrator, null);
        using var told = JsonDocument.Parse(await state.Content.ReadAsStringAsync(Cancellation));
        var version = told.RootElement.GetProperty("version").GetString();

        using var german = new HttpRequestMessage(HttpMethod.Get, $"/wall/all/stream?since={version}");
        german.Headers.AcceptLanguage.ParseAdd("de");
        using var answer = await administrator.Client.SendAsync(german, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancellation));

        Assert.Equal("event: state", await lines.ReadLineAsync(Cancellation));
        await lines.ReadLineAsync(Cancellation);
        using var first = JsonDocument.Parse((await lines.ReadLineAsync(Cancellation))!["data: ".Length..]);
        Assert.NotEqual(version, first.RootElement.GetProperty("version").GetString());
        Assert.Empty(first.RootElement.GetProperty("parts").EnumerateObject());
    }

    private static async Task<HttpResponseMessage> StateAsync(Visitor visitor, string? tag, string language = "en")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/wall/all/state");
        request.Headers.AcceptLanguage.ParseAdd(language);
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }
        return await visitor.Client.SendAsync(request, Cancellation);
    }

    private static async Task<string?> VersionAsync(HttpResponseMessage answer)
    {
        using var state = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
        return state.RootElement.GetProperty("version").GetString();
    }
}
