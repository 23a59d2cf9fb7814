using System.Globalization;
using System.Text.Json;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Simulator.Tests;

public sealed class ConformanceTests
{
    [Fact]
    public async Task OfficialSdk_AgainstTheSimulator_LogsInListsQueriesAndIsThrottled()
    {
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(Repository.Root, "node_modules", "purecloud-platform-client-v2")),
            "needs the vendor's SDK: npm ci");
        // The real clock: the SDK asks for the last 24 hours of it.
        await using var server = await SimulatorServer.StartAsync(
            new SimulatorOptions
            {
                Queues = 25,
                Limits = new SimulatorLimits { RequestsPerMinute = 12 },
            }, TimeProvider.System, TestContext.Current.CancellationToken);

        var printed = await NodeScript.RunAsync(
            "tests/conformance/sdk.mjs", server.Address.Port.ToString(CultureInfo.InvariantCulture), server.ClientId, server.ClientSecret);

        Assert.SkipWhen(printed is null, "needs node");
        TestContext.Current.TestOutputHelper?.WriteLine(printed);
        using var document = JsonDocument.Parse(printed);
        var saw = document.RootElement;
        Assert.True(saw.GetProperty("loggedIn").GetBoolean());
        Assert.Equal(25, saw.GetProperty("queues").GetInt32());
        Assert.Equal(25, saw.GetProperty("distinctQueues").GetInt32());
        Assert.Equal(2, saw.GetProperty("chosen").GetInt32());
        Assert.Equal(
            (0.9, 30_000), (saw.GetProperty("target").GetProperty("percentage").GetDouble(), saw.GetProperty("target").GetProperty("durationMs").GetInt32()));
        Assert.True(saw.GetProperty("rows").GetInt32() >= 20);
        Assert.InRange(saw.GetProperty("answered").GetInt32(), 1, saw.GetProperty("offered").GetInt32() + 1000);
        Assert.True(saw.GetProperty("denominator").GetInt32() >= saw.GetProperty("answered").GetInt32() / 2);
        Assert.True(saw.GetProperty("views").GetInt32() > 100);
        Assert.Equal(50, saw.GetProperty("observedGroups").GetInt32());
        var throttled = saw.GetProperty("throttled");
        Assert.Equal(429, throttled.GetProperty("status").GetInt32());
        Assert.InRange(throttled.GetProperty("retryAfter").GetInt32(), 1, 60);
        Assert.Equal("too.many.requests.retry.after", throttled.GetProperty("code").GetString());
        Assert.True(throttled.GetProperty("contextIdIsCorrelationId").GetBoolean());
    }
}
