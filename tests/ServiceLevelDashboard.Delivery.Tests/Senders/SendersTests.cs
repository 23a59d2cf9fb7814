using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Delivery.Outgoing;
using ServiceLevelDashboard.Delivery.Routes;

namespace ServiceLevelDashboard.Delivery.Tests.Senders;

/// <summary>
/// What goes over the wire for each kind of route, and what its answers mean. Of Teams, Slack and PagerDuty: against the contracts of their public
/// documentation as recorded here; no message was sent to them.
/// </summary>
public sealed class SendersTests : IAsyncLifetime
{
    private const string Secret = "a secret of the test";

    private Receiver _receiver = null!; // InitializeAsync
    private DeliveryUnderTest _delivery = null!; // InitializeAsync

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _receiver = await Receiver.StartAsync();
        _delivery = DeliveryUnderTest.New(
            ("Routes:hook:Secret", Secret),
            ("Routes:chat_room:Secret", _receiver.Address + "/services/T0/B0/abcdefghijkl?sig=x"),
            ("Routes:pager:Secret", "0123456789abcdef0123456789abcdef"),
            ("Routes:am:Secret", "user:pass word"));
    }

    public async ValueTask DisposeAsync()
    {
        await _delivery.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task Webhook_Sent_CanBeVerifiedAndHasTheSameIdAgain()
    {
        await AddAsync("hook", RouteKind.Webhook, _receiver.Address + "/alerts?from=sld");

        var first = await _delivery.SendAsync("hook", Notices.Of(Notices.Billing));
        _delivery.Clock.Advance(TimeSpan.FromMinutes(1));
        await _delivery.SendAsync("hook", Notices.Of(Notices.Billing));

        Assert.Equal(SendOutcome.Taken, first.Outcome);
        var (one, two) = (_receiver.All.First(), _receiver.All.Last());
        Assert.All(_receiver.All, static r => Assert.True(IsGenuine(r, Secret)));
        Assert.False(IsGenuine(one, "another secret"));
        Assert.False(IsGenuine(one with { Body = [.. one.Body, (byte)' '] }, Secret));
        Assert.Equal(one.Headers["webhook-id"], two.Headers["webhook-id"]);
        Assert.NotEqual(one.Headers["webhook-timestamp"], two.Headers["webhook-timestamp"]);
        Assert.Equal(one.Body, two.Body);
        var alert = Json(one).GetProperty("alerts")[0];
        Assert.Equal(("alert.change", "hook"), (Json(one).GetProperty("type").GetString(), Json(one).GetProperty("route").GetString()));
        Assert.Equal("""{"numerator":239,"denominator":391,""", alert.GetProperty("level").GetRawText()[..35]);
        Assert.Equal(
            ("levelBelowTarget", "critical", "firing", "voice"),
            (Text(alert, "condition"), Text(alert, "severity"), Text(alert, "state"), Text(alert, "media")));
        Assert.Equal("https://dashboard.example/sld/explain/0123abcd", Text(alert, "link"));
    }

    /// <summary>The example of https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md.</summary>
    [Fact]
    public void Sign_TheExampleOfTheSpecification_IsItsSignature() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        Delivery.Senders.WebhookRoute.Sign(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", """{"test": 2432232314}"""u8));

    [Fact]
    public async Task Webhook_WithoutASecret_SaysWhatToSet()
    {
        await AddAsync("bare", RouteKind.Webhook, _receiver.Address);

        var result = await _delivery.SendAsync("bare", Notices.Of(Notices.Billing));

        Assert.Equal(SendOutcome.TryAgain, result.Outcome);
        Assert.Contains("Routes__bare__Secret", result.Answer, StringComparison.Ordinal);
        Assert.Empty(_receiver.All);
    }

    /// <summary>https://learn.microsoft.com/power-automate/teams/create-flows-with-teams-webhook: a message with one adaptive card, 202 Accepted.</summary>
    [Fact]
    public async Task Teams_Sent_IsACardOfPlainRuns()
    {
        await AddAsync("chat-room", RouteKind.Teams);
        _receiver.Answer = static (_, response) =>
        {
            response.StatusCode = 202;
            return Task.CompletedTask;
        };

        var result = await _delivery.SendAsync("chat-room", Notices.Of(Notices.Billing));

        Assert.Equal((SendOutcome.Taken, "202"), (result.Outcome, result.Answer));
        var sent = Assert.Single(_receiver.All);
        Assert.Equal("/services/T0/B0/abcdefghijkl", sent.Path);
        var (message, attachment) = (Json(sent), Json(sent).GetProperty("attachments")[0]);
        Assert.Equal(("message", "application/vnd.microsoft.card.adaptive"), (Text(message, "type"), Text(attachment, "contentType")));
        var card = attachment.GetProperty("content");
        Assert.Equal(("AdaptiveCard", "1.4"), (Text(card, "type"), Text(card, "version")));
        Assert.All(card.GetProperty("body").EnumerateArray(), static block => Assert.Equal("RichTextBlock", Text(block, "type")));
        Assert.Equal(
            ("Action.OpenUrl", "https://dashboard.example/sld/explain/0123abcd"),
            (Text(card.GetProperty("actions")[0], "type"), Text(card.GetProperty("actions")[0], "url")));
        var many = Enumerable.Range(0, 40).Select(static n => Notices.Billing with { Alert = $"{n}", Name = new string('ü', 120) });
        Assert.InRange(JsonSize(Notices.Of([.. many])), 1, 28_000);
    }

    /// <summary>https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks: 200 and "ok"; 429 with Retry-After in seconds.</summary>
    [Fact]
    public async Task Slack_SentAndSlowedDown_SaysSo()
    {
        await AddAsync("chat-room", RouteKind.Slack);

        var taken = await _delivery.SendAsync("chat-room", Notices.Of(Notices.Billing with { Name = "<!channel> & *bold* <@U1>" }));
        _receiver.Answer = static (_, response) =>
        {
            (response.StatusCode, response.Headers.RetryAfter) = (429, "30");
            return response.WriteAsync("rate_limited");
        };
        var slow = await _delivery.SendAsync("chat-room", Notices.Of(Notices.Billing));
        _receiver.Answer = static (_, response) =>
        {
            response.StatusCode = 404;
            return response.WriteAsync("no_service");
        };
        var gone = await _delivery.SendAsync("chat-room", Notices.Of(Notices.Billing));

        Assert.Equal((SendOutcome.Taken, "200 ok"), (taken.Outcome, taken.Answer));
        Assert.Equal(new SendResult(SendOutcome.TryAgain, "429 rate_limited", TimeSpan.FromSeconds(30)), slow);
        Assert.Equal((SendOutcome.Refused, "404 no_service"), (gone.Outcome, gone.Answer));
        var message = Json(_receiver.All.First());
        Assert.Contains("&lt;!channel&gt; &amp; *bold* &lt;@U1&gt;", Text(message, "text"), StringComparison.Ordinal);
        var header = message.GetProperty("blocks")[0];
        Assert.Equal(("header", "plain_text"), (Text(header, "type"), Text(header.GetProperty("text"), "type")));
        Assert.InRange(Text(header.GetProperty("text"), "text")!.Length, 1, 150);
    }

    /// <summary>https://developer.pagerduty.com/docs/events-api-v2/trigger-events: 202 with status, message and dedup_key; 429 for too many.</summary>
    [Fact]
    public async Task PagerDuty_FiringAcknowledgedResolved_IsOneIncident()
    {
        await AddAsync("pager", RouteKind.PagerDuty, _receiver.Address + "/v2/enqueue");
        _receiver.Answer = static (_, response) =>
        {
            response.StatusCode = 202;
            return response.WriteAsync("""{"status":"success","message":"Event processed","dedup_key":"0123456789abcdef0123456789abcdef"}""");
        };

        var result = await _delivery.SendAsync("pager", Notices.Of(Notices.Billing));
        await _delivery.SendAsync("pager", Notices.Of(Notices.Billing with { AcknowledgedBy = "Ann" }) with { Kind = AlertNoticeKind.Acknowledgement });
        await _delivery.SendAsync("pager", Notices.Of(Notices.Resolved));

        Assert.Equal(SendOutcome.Taken, result.Outcome);
        Assert.DoesNotContain("0123456789abcdef0123456789abcdef", result.Answer, StringComparison.Ordinal); // the key, echoed
        Assert.Equal(["trigger", "trigger", "acknowledge", "resolve"], _receiver.All.Select(static r => Text(Json(r), "event_action")));
        Assert.All(_receiver.All, static r => Assert.Equal(Notices.Billing.Alert, Text(Json(r), "dedup_key")));
        var payload = Json(_receiver.All.First()).GetProperty("payload");
        Assert.Equal("critical", Text(payload, "severity"));
        Assert.Contains("239 of 391", Text(payload, "summary"), StringComparison.Ordinal);
        Assert.Equal("Billing, Voice", Text(payload, "source"));
    }

    [Fact]
    public async Task PagerDuty_LongIdAndNames_StayWithinItsLimits()
    {
        await AddAsync("pager", RouteKind.PagerDuty, _receiver.Address);

        await _delivery.SendAsync("pager", Notices.Of(Notices.Billing with { Alert = new string('a', 600), RuleName = new string('r', 4_000) }));

        var sent = Json(Assert.Single(_receiver.All));
        Assert.InRange(Text(sent, "dedup_key")!.Length, 200, 255);
        Assert.InRange(Text(sent.GetProperty("payload"), "summary")!.Length, 10, 1_024);
    }

    [Fact]
    public async Task PagerDuty_Test_LeavesNoIncident()
    {
        await AddAsync("pager", RouteKind.PagerDuty, _receiver.Address);

        await _delivery.SendAsync("pager", TestNotice.Of("Europe/Berlin", Notices.Now));

        Assert.Equal(["trigger", "resolve"], _receiver.All.Select(static r => Text(Json(r), "event_action")));
    }

    /// <summary>https://prometheus.io/docs/alerting/latest/alerts_api.</summary>
    [Fact]
    public async Task Alertmanager_FiringAndResolved_IsKeptAheadAndEnded()
    {
        await AddAsync("am", RouteKind.Alertmanager, _receiver.Address + "/am/");

        await _delivery.SendAsync("am", Notices.Of(Notices.Billing));
        await _delivery.SendAsync("am", Notices.Of(Notices.Resolved));

        Assert.All(_receiver.All, static r => Assert.Equal("/am/api/v2/alerts", r.Path));
        Assert.Equal("Basic " + Convert.ToBase64String("user:pass word"u8), _receiver.All.First().Headers["Authorization"]);
        var (firing, resolved) = (Json(_receiver.All.First())[0], Json(_receiver.All.Last())[0]);
        Assert.Equal(Notices.Now.AddMinutes(10), firing.GetProperty("endsAt").GetDateTimeOffset());
        Assert.Equal(Notices.Now.AddMinutes(30), resolved.GetProperty("endsAt").GetDateTimeOffset());
        Assert.Equal(firing.GetProperty("labels").GetRawText(), resolved.GetProperty("labels").GetRawText()); // or it would be another alert
        Assert.Equal("LevelBelowTarget", Text(firing.GetProperty("labels"), "alertname"));
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    public async Task Webhook_LedElsewhere_DoesNotFollow(int status)
    {
        await AddAsync("hook", RouteKind.Webhook, _receiver.Address + "/first");
        _receiver.Answer = (_, response) =>
        {
            (response.StatusCode, response.Headers.Location) = (status, _receiver.Address + "/second");
            return Task.CompletedTask;
        };

        var result = await _delivery.SendAsync("hook", Notices.Of(Notices.Billing));

        Assert.Equal(SendOutcome.Refused, result.Outcome);
        Assert.Equal("/first", Assert.Single(_receiver.All).Path);
    }

    [Fact]
    public async Task Webhook_EndlessAnswer_IsReadToItsBoundOnly()
    {
        await AddAsync("hook", RouteKind.Webhook, _receiver.Address);
        var chunk = new byte[16 * 1024];
        _receiver.Answer = async (_, response) =>
        {
            while (!response.HttpContext.RequestAborted.IsCancellationRequested)
            {
                await response.Body.WriteAsync(chunk, response.HttpContext.RequestAborted);
            }
        };

        var result = await _delivery.SendAsync("hook", Notices.Of(Notices.Billing));

        Assert.Equal(SendOutcome.Taken, result.Outcome);
        Assert.InRange(result.Answer.Length, 3, 300);
    }

    [Fact]
    public async Task Webhook_AnswerThatEchoesTheSecret_IsShownWithoutIt()
    {
        await AddAsync("hook", RouteKind.Webhook, _receiver.Address);
        _receiver.Answer = static (_, response) =>
        {
            response.StatusCode = 500;
            return response.WriteAsync($"wrong signature, expected key '{Secret}'\r\n\u001b[31m");
        };

        var result = await _delivery.SendAsync("hook", Notices.Of(Notices.Billing));

        Assert.Equal("500 wrong signature, expected key '***' [31m", result.Answer);
    }

    [Fact]
    public async Task Send_RouteThatDoesNotAnswer_EndsInTime()
    {
        await AddAsync("hook", RouteKind.Webhook, _receiver.Address);
        var isAsked = new TaskCompletionSource();
        _receiver.Answer = (_, response) =>
        {
            isAsked.SetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, response.HttpContext.RequestAborted);
        };

        var sending = _delivery.SendAsync("hook", Notices.Of(Notices.Billing));
        await isAsked.Task;
        _delivery.Clock.Advance(NoticeSender.AttemptTimeout);
        var result = await sending;

        Assert.Equal((SendOutcome.TryAgain, "No answer within 30 seconds."), (result.Outcome, result.Answer));
    }

    [Fact]
    public async Task Send_ByARouteThatIsNoMore_IsRefused()
    {
        await AddAsync("other", RouteKind.Webhook, _receiver.Address);
        Assert.Equal(SendOutcome.Refused, (await _delivery.SendAsync("hook", Notices.Of(Notices.Billing))).Outcome);
    }

    private static int JsonSize(AlertNotice notice) => Delivery.Senders.TeamsRoute.BodyOf(notice, new Uri("https://dashboard.example/")).Length;

    private static JsonElement Json(Received received) => JsonDocument.Parse(received.Body).RootElement;

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    /// <summary>What a receiver does: as docs/routes.md says.</summary>
    private static bool IsGenuine(Received request, string secret)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{request.Headers["webhook-id"]}.{request.Headers["webhook-timestamp"]}."), .. request.Body];
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(request.Headers["webhook-signature"]));
    }

    private Task AddAsync(string key, RouteKind kind, string address = "") =>
        _delivery.AddRouteAsync(key, new Route { Name = key, Kind = kind, Address = address });
}
