using System.Text.Json.Nodes;

namespace ServiceLevelDashboard.Cli.Tests.Wire;

/// <summary>What the doctor says of what live organisations were seen to answer.</summary>
public sealed class LiveDoctorTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Doctor_ObservationsByMediaTypeLackAgentsOrAll_AreAskedByQueue(bool isEmpty)
    {
        await using var service = await WireService.StartAsync();
        service.Observes = (question, group) => WireService.IsByQueue(question) || (!isEmpty && group["group"]!["mediaType"] is not null);

        var checks = await DiagnoseAsync(service);

        Assert.Equal(("ok", "1 of 1 queues answered, 1 of them with agents."), (Of(checks, "Live answers").Status, Of(checks, "Live answers").Finding));
    }

    [Fact]
    public async Task Doctor_QueueWithoutAnAnswer_ComparesAskedWithCame()
    {
        await using var service = await WireService.StartAsync();
        service.Queues.Add(new WireQueue(2, "Sales"));
        service.Observes = static (_, group) => (string?)group["group"]!["queueId"] != WireService.Id(2);

        var live = Of(await DiagnoseAsync(service), "Live answers");

        Assert.Equal(("warn", "1 of 2 queues answered, 1 of them with agents."), (live.Status, live.Finding));
        Assert.Contains("never as nobody", live.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_NoAgentsNamed_SaysThatTheyAreNotKnown()
    {
        await using var service = await WireService.StartAsync();
        service.Observes = static (_, group) => group["group"]!["mediaType"] is not null;

        var live = Of(await DiagnoseAsync(service), "Live answers");

        Assert.Equal(("warn", "1 of 1 queues answered, 0 of them with agents."), (live.Status, live.Finding));
    }

    [Theory]
    [InlineData(1, "94 of 95 fit")]
    [InlineData(2, "93 of 95 fit")]
    [InlineData(40, "Not the same as recomputed from the counts: at best")]
    public async Task Doctor_OddDenominators_AreCountedAgainstThoseThatFit(int odd, string said)
    {
        await using var service = await WireService.StartAsync();
        var quarter = TimeSpan.FromMinutes(15);
        var now = new DateTimeOffset(TimeProvider.System.GetUtcNow().Ticks / quarter.Ticks * quarter.Ticks, TimeSpan.Zero);
        service.Rows.AddRange(Enumerable.Range(1, 95).Select(k => new WireRow(1, "voice", now - (k * quarter))
        {
            Offered = 4,
            Answered = [1000, 2000, 30_000],
            Abandoned = [4000],
            Short = [4000],
            FlowOut = [20_000],
            Over = 1,
            // Every other of them, so that they are no change of the setting.
            Level = (2, k % 2 == 0 && k <= 2 * odd ? 7 : 4),
        }));

        var check = Of(await DiagnoseAsync(service), "Genesys' own service level");

        Assert.Equal("warn", check.Status);
        Assert.Contains(said, check.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_ClientForbidden_NamesClientAndOrganisation()
    {
        await using var service = await WireService.StartAsync();
        service.Token = new WireError(403, "not.authorized", "You are not authorized to perform the requested action.");

        var check = Of(await DiagnoseAsync(service), "Credentials");

        Assert.Equal("fail", check.Status);
        Assert.Contains("client", check.Cause, StringComparison.Ordinal);
        Assert.Contains("organisation", check.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_ListHidesAQueue_Warns()
    {
        await using var service = await WireService.StartAsync();
        service.Hidden = 1;

        var checks = await DiagnoseAsync(service);

        Assert.Equal("ok", Of(checks, "Permission: queues").Status);
        Assert.Equal("warn", Of(checks, "Queues and divisions").Status);
        Assert.Contains("names a total of 2 and shows 1", Of(checks, "Queues and divisions").Cause, StringComparison.Ordinal);
    }

    private const string ScopeMissing = "Unable to perform the requested action. You must have at least one of the following scopes assigned: [notifications]";
    private const string PermissionMissing =
        "Unable to perform the requested action. You must have at least one of the following permissions assigned: [analytics:queueObservation:view]";

    [Theory]
    [InlineData("POST", ScopeMissing, "Missing: scope notifications.", "the client > Scope: add it")]
    [InlineData("POST", "You are not authorized to perform the requested action.", "Missing: what is needed to open a channel", "may use notifications")]
    [InlineData("GET", ScopeMissing, "Missing: scope notifications.", "the client > Scope: add it")]
    [InlineData(
        "PUT", PermissionMissing, "Missing: analytics:queueObservation:view.", "the client > Roles: add a role with Analytics > Queue Observation > View")]
    public async Task Doctor_NotificationsForbidden_NamesTheStepAndWhatIsMissing(string method, string message, string finding, string fix)
    {
        await using var service = await WireService.StartAsync();
        service.Notifies = asked => asked == method ? new WireError(403, "missing.any.permissions", message) : null;

        var checks = await DiagnoseAsync(service);
        var check = Of(checks, "Permission: notifications");

        Assert.Equal("warn", check.Status);
        Assert.StartsWith(finding, check.Finding, StringComparison.Ordinal);
        Assert.Contains(
            method == "PUT" ? "subscribe to live notifications of queues" : "open a channel for live notifications", check.Cause, StringComparison.Ordinal);
        Assert.Contains(fix, check.Fix, StringComparison.Ordinal);
        Assert.Equal("ok", Of(checks, "Permission: live").Status);
    }

    [Fact]
    public async Task Doctor_TopicRejected_NamesThePermission()
    {
        await using var service = await WireService.StartAsync();
        service.Rejection = ("A permission is missing.", "analytics:queueObservation:view");

        var check = Of(await DiagnoseAsync(service), "Permission: notifications");

        Assert.Equal(("warn", "Missing: analytics:queueObservation:view."), (check.Status, check.Finding));
    }

    [Fact]
    public async Task Doctor_NotificationsPermitted_SubscribesConnectsAndTakesItBack()
    {
        await using var service = await WireService.StartAsync();

        var check = Of(await DiagnoseAsync(service), "Permission: notifications");

        // Here is no WebSocket: what is permitted and what cannot be reached are two things.
        Assert.Equal("warn", check.Status);
        Assert.Contains("permitted, and no connection could be made", check.Finding, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1: the connection was answered 404", check.Cause, StringComparison.Ordinal);
        Assert.Equal(["GET", "POST", "PUT", "DELETE"], service.NotificationCalls);
    }

    [Fact]
    public async Task Doctor_ManyChannelsOpen_OpensNoMore()
    {
        await using var service = await WireService.StartAsync();
        service.OpenChannels = 10;

        var check = Of(await DiagnoseAsync(service), "Permission: notifications");

        Assert.Equal("warn", check.Status);
        Assert.StartsWith("Not tried: 10 channels", check.Finding, StringComparison.Ordinal);
        Assert.Equal(["GET"], service.NotificationCalls);
    }

    private static Check Of(Check[] checks, string name) => checks.Single(check => check.Name == name);

    private static async Task<Check[]> DiagnoseAsync(WireService service)
    {
        var run = await ShellRun.OfAsync(service.Variables, "doctor", "--format", "json");
        var json = JsonNode.Parse(run.Out)!["checks"]!.AsArray();
        return [.. json.Select(check => new Check(
            (string)check!["name"]!, (string)check["status"]!, (string)check["finding"]!, (string?)check["cause"] ?? "", (string?)check["fix"] ?? ""))];
    }

    private sealed record Check(string Name, string Status, string Finding, string Cause, string Fix);
}
