using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ServiceLevelDashboard.Cli.Tests;

public sealed class HealthCommandTests
{
    private static readonly Dictionary<string, string?> Nothing = [];

    [Theory]
    [InlineData(200, "", 0, "")]
    [InlineData(200, "/sld/", 0, "")]
    [InlineData(503, "/sld", 7, "answers 503")]
    public async Task Health_DashboardAnswers_SaysWhetherItIsWell(int status, string below, int exitCode, string message)
    {
        await using var dashboard = await ServeAsync(status, below);

        var run = await ShellRun.OfAsync(Nothing, "health", "--url", dashboard.Urls.First() + below);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    [Fact]
    public async Task Health_NobodyListens_IsUnavailable()
    {
        string address;
        await using (var dashboard = await ServeAsync(200, ""))
        {
            address = dashboard.Urls.First();
        }

        var run = await ShellRun.OfAsync(Nothing, "health", "--url", address);

        Assert.Equal(7, run.ExitCode);
        Assert.Contains("No dashboard answers at " + address, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_AddressIsNone_NamesWhatIsAccepted()
    {
        var run = await ShellRun.OfAsync(Nothing, "health", "--url", "localhost");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--url is 'localhost'. Accepted:", run.Error, StringComparison.Ordinal);
    }

    private static async Task<WebApplication> ServeAsync(int status, string below)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet($"{below.TrimEnd('/')}/health/live", () => Results.StatusCode(status));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
