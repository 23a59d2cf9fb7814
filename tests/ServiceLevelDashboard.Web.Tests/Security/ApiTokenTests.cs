using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Tokens;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Web.Security;

namespace ServiceLevelDashboard.Web.Tests.Security;

/// <summary>Programs' keys: what they open, what they do not, and that they can be taken away.</summary>
public sealed class ApiTokenTests(GuardedHost host, ApiTokenTests.OpenHost open) : IClassFixture<GuardedHost>, IClassFixture<ApiTokenTests.OpenHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Token_OfARole_SeesThatAloneAndStopsWhenItIsRevoked()
    {
        await host.AdministratorAsync();
        var snapshot = await host.SnapshotAsync();
        var seen = snapshot.Listed.Values.First(q => q.Targets.Count > 0);
        await host.Services.GetRequiredService<DocumentCache<Role>>().SaveAsync(
            "one", new Role { Rank = Rank.Administrator, Queues = [seen.Id] }, 0, Actor.Person("root", "root"), Cancellation);
        var token = await MakeAsync(host, "one", ApiToken.QueuesScope, ApiToken.ReportScope);

        var listed = JsonDocument.Parse(await BodyAsync(host, "/api/v1/queues", token)).RootElement
            .EnumerateArray()
            .Select(q => q.GetProperty("id").GetString());
        Assert.Equal([seen.Id.Value], listed);
        var report = JsonDocument.Parse(await BodyAsync(host, "/api/v1/report?media=all", token)).RootElement.GetProperty("queues");
        Assert.All(report.EnumerateArray(), q => Assert.Equal(seen.Id.Value, q.GetProperty("id").GetString()));
        var rows = JsonDocument.Parse(await BodyAsync(host, "/api/v1/series?last=24h", token)).RootElement;
        Assert.All(rows.EnumerateArray(), row => Assert.Equal(seen.Id.Value, row.GetProperty("queueId").GetString()));
        var hidden = snapshot.Listed.Keys.First(id => id != seen.Id);
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(host, $"/api/v1/series?queue={hidden}", token));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(host, $"/api/v1/queues/{snapshot.Listed.Keys.First(id => id != seen.Id)}", token));

        var kept = host.Services.GetRequiredService<ApiTokens>();
        var id = IdOf(token);
        Assert.NotNull(kept.UsedAt(id));
        await kept.RevokeAsync(id, Actor.Person("root", "root"), Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host, "/api/v1/queues", token));
    }

    [Fact]
    public async Task Token_Anywhere_OpensTheApiAndNothingElse()
    {
        await host.AdministratorAsync();
        await host.SnapshotAsync();
        var token = await MakeAsync(host, "administrator", ApiToken.QueuesScope);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, "/api/v1/queues", token));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(host, "/api/v1/report", token));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(host, "/api/v1/series", token));
        foreach (var path in new[] { "/", "/admin", "/wall/all", "/history/rows.csv", "/_blazor" })
        {
            Assert.Contains(await StatusAsync(host, path, token), new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Found });
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("sld_")]
    [InlineData("sld_0123456789abcdef_")]
    [InlineData("sld_0123456789abcdef_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("nonsense")]
    public async Task Token_Invented_IsRefused(string token)
    {
        await open.Services.GetRequiredService<DocumentCache<ApiToken>>().RefreshAsync(Cancellation);

        using var answer = await AskAsync(open, "/api/v1/queues", token);

        // also where nobody has to sign in: what was taken away must be gone
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Token_Made_IsKeptAsAHashAlone()
    {
        await host.AdministratorAsync();
        var token = await MakeAsync(host, "viewer", ApiToken.QueuesScope);

        var all = await host.Services.GetRequiredService<IDocumentStore>().ListAsync(ApiToken.Kind.Name, Cancellation);
        var stored = Assert.Single(all, document => document.Key == IdOf(token));

        Assert.DoesNotContain(token.Split('_', 3)[2], stored.Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_RunOut_IsNoMore()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await host.AdministratorAsync();
        var tokens = new ApiTokens(host.Services.GetRequiredService<DocumentCache<ApiToken>>(), clock);
        var (_, token) = await tokens.MakeAsync("a month", "viewer", [ApiToken.QueuesScope], TimeSpan.FromDays(30), Actor.Person("root", "root"), Cancellation);

        Assert.NotNull(tokens.Present(token!)); // just made
        clock.Advance(TimeSpan.FromDays(30));
        Assert.Null(tokens.Present(token!));
    }

    [Fact]
    public async Task Token_BeforeTheArchiveWasRead_IsNotCalledInvalid()
    {
        var services = host.Services;
        using var unread = new DocumentCache<ApiToken>(
            services.GetRequiredService<IDocumentStore>(), ApiToken.Kind, TimeProvider.System, NullLogger<DocumentCache<ApiToken>>.Instance);
        var scheme = ActivatorUtilities.CreateInstance<ApiTokenScheme>(services, new ApiTokens(unread, TimeProvider.System));
        var context = new DefaultHttpContext { RequestServices = services };
        await scheme.InitializeAsync(new AuthenticationScheme(Principals.TokenScheme, null, typeof(ApiTokenScheme)), context);

        await scheme.ChallengeAsync(null);
        Assert.Equal((503, "10"), (context.Response.StatusCode, context.Response.Headers.RetryAfter.ToString()));

        await unread.RefreshAsync(Cancellation);
        await scheme.ChallengeAsync(null);
        Assert.Equal(401, context.Response.StatusCode);
    }

    private static string IdOf(string token) => token.Split('_', 3)[1];

    private static async Task<string> MakeAsync(GuardedHost host, string role, params string[] scopes)
    {
        var (result, token) = await host.Services.GetRequiredService<ApiTokens>()
            .MakeAsync("test", role, scopes, TimeSpan.FromDays(1), Actor.Person("root", "root"), Cancellation);
        Assert.True(result.IsSaved);
        return token!; // saved
    }

    private static async Task<string> BodyAsync(GuardedHost host, string path, string token)
    {
        using var answer = await AskAsync(host, path, token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    private static async Task<HttpStatusCode> StatusAsync(GuardedHost host, string path, string token)
    {
        using var answer = await AskAsync(host, path, token);
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> AskAsync(GuardedHost host, string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        return await host.Visit().Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    /// <summary>One where nobody has to sign in.</summary>
    public sealed class OpenHost() : GuardedHost(new() { ["Security:SignIn"] = "Never" });
}
