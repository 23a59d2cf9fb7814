using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Tokens;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Web.Tests.Security;

namespace ServiceLevelDashboard.Web.Tests.Metrics;

/// <summary>Who may read the metrics, and that they are what Prometheus takes.</summary>
public sealed class MetricsEndpointTests(GuardedHost host) : IClassFixture<GuardedHost>
{
    private static readonly Actor Root = Actor.Person("root", "root");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Token_OfARole_SeesItsQueuesAlone()
    {
        await host.AdministratorAsync();
        var seen = (await host.SnapshotAsync()).Queues[0].Queue;
        await host.Services.GetRequiredService<DocumentCache<Role>>().SaveAsync(
            "one-metric", new Role { Rank = Rank.Viewer, Queues = [seen.Id] }, 0, Root, Cancellation);

        var samples = PrometheusText.Read(await TextAsync(await TokenAsync("one-metric", ApiToken.MetricsScope)));

        Assert.Equal([seen.Name], samples.Where(static s => s.Name == "sld_queue_state").Select(static s => s["queue"]).Distinct());
        Assert.True(PrometheusText.Read(await TextAsync(token: null)).Length > samples.Length); // on this machine all are seen
    }

    [Theory]
    [InlineData("X-Forwarded-For", "192.0.2.7", 401)]
    [InlineData("Forwarded", "for=192.0.2.7", 401)]
    [InlineData("Host", "dashboard.example", 400)] // a name that is not allowed at all
    [InlineData("Authorization", "Basic cm9vdDpyb290", 401)]
    [InlineData("Authorization", "Bearer sld_0123456789abcdef_AAAA", 401)]
    [InlineData("Accept", "*/*", 200)]
    public async Task Scrape_WithoutAToken_IsOfThisMachineAlone(string header, string value, int status)
    {
        await host.AdministratorAsync();

        Assert.Equal(status, await StatusAsync((header, value)));
    }

    [Fact]
    public async Task Token_WithoutTheScope_IsRefused()
    {
        await host.AdministratorAsync();

        Assert.Equal(403, await StatusAsync(("Authorization", $"Bearer {await TokenAsync("viewer", ApiToken.QueuesScope, ApiToken.ReportScope)}")));
    }

    [Fact]
    public async Task Answer_ToPrometheus_IsWhatPromtoolFindsClean()
    {
        Promtool.SkipWithout();
        await host.AdministratorAsync();
        await host.SnapshotAsync();

        Assert.Equal("", await Promtool.RunAsync(await TextAsync(token: null), Cancellation, "check", "metrics"));
    }

    [Fact]
    public async Task Promtool_OfAWrongName_Complains()
    {
        Promtool.SkipWithout();

        var said = await Promtool.RunAsync("# HELP sld_x_total x\n# TYPE sld_x_total gauge\nsld_x_total 1\n", Cancellation, "check", "metrics");

        Assert.Contains("non-counter", said, StringComparison.Ordinal);
    }

    private async Task<string> TokenAsync(string role, params string[] scopes) =>
        (await host.Services.GetRequiredService<ApiTokens>().MakeAsync("prometheus", role, scopes, TimeSpan.FromDays(1), Root, Cancellation)).Token!; // saved

    private async Task<string> TextAsync(string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }
        using var answer = await host.CreateClient().SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    private async Task<int> StatusAsync((string Name, string Value) header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Add(header.Name, header.Value);
        using var answer = await host.CreateClient().SendAsync(request, Cancellation);
        return (int)answer.StatusCode;
    }
}

/// <summary>Prometheus' own tool.</summary>
internal static class Promtool
{
    private const string Program = "/usr/bin/promtool";

    /// <summary>Skips a test where it is absent.</summary>
    public static void SkipWithout() =>
        Assert.SkipUnless(File.Exists(Program), "promtool is not here. On Debian: apt-get install -y --no-install-recommends prometheus");

    /// <summary>What it complains about; nothing when it is content.</summary>
    public static async Task<string> RunAsync(string input, CancellationToken cancellationToken, params string[] arguments)
    {
        using var run = Process.Start(new ProcessStartInfo(Program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!; // starts or throws
        var (said, complaints) = (run.StandardOutput.ReadToEndAsync(cancellationToken), run.StandardError.ReadToEndAsync(cancellationToken));
        await run.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
        run.StandardInput.Close();
        await run.WaitForExitAsync(cancellationToken);
        return run.ExitCode == 0 ? await complaints : $"{await said}{await complaints}";
    }
}
