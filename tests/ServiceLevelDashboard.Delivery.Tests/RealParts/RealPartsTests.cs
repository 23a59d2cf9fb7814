using System.Collections.Immutable;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Outgoing;
using ServiceLevelDashboard.Delivery.Routes;
using ServiceLevelDashboard.Delivery.Tests.Mail;

namespace ServiceLevelDashboard.Delivery.Tests.RealParts;

/// <summary>From an alert that is written to where it arrives, by servers as people have them.</summary>
[Trait("Length", "Long")]
public sealed class RealPartsTests(MailHouse house) : IClassFixture<MailHouse>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alert_ByPostfix_LiesInTheMailboxOnceAndCanBeRead()
    {
        Assert.SkipWhen(MailHouse.Missing is not null, MailHouse.Missing ?? "");
        await using var delivery = DeliveryUnderTest.New(
            ("Mail:Server", "localhost"), ("Mail:Port", $"{house.Port}"), ("Mail:From", "Service levels <levels@dashboard.example>"), ("Mail:User", "ann"),
            ("Mail:Password", MailHouse.Password), ("Mail:AuthorityFile", house.AuthorityFile));
        await delivery.AddRouteAsync("office", new Route { Name = "Office", Kind = RouteKind.Mail, To = [MailHouse.Address], Language = "de" });

        await FireAsync(delivery, "office", Notices.Billing with { Name = "Störung <b>&" });

        var mail = Assert.Single(await house.ReadAsync(1));
        Assert.StartsWith("[Kritisch] Störung <b>&, Anruf: 61", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("239 von 391", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("St&#246;rung &lt;b&gt;&amp;", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("https://dashboard.example/sld/explain/0123abcd", mail.HtmlBody, StringComparison.Ordinal);
        var entry = Assert.Single(await delivery.Outbox.ReadAsync(null, null, 10, Cancel));
        Assert.Equal((OutboxState.Sent, 1), (entry.State, entry.Attempts));
        Assert.Contains("queued as", entry.LastAnswer, StringComparison.Ordinal); // Postfix' own words
    }

    [Fact]
    public async Task Alert_InAlertmanager_FiresIsKeptAliveAndEnds()
    {
        var program = OwnProcess.Find("prometheus-alertmanager");
        Assert.SkipWhen(program is null, "prometheus-alertmanager is not installed.");
        var folder = Directory.CreateTempSubdirectory("sld-alertmanager-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "am.yml"), "route:\n  receiver: nobody\nreceivers:\n  - name: nobody\n", Cancel);
        var port = TestMailServer.FreePort();
        await using var manager = OwnProcess.Start(
            program!, $"--config.file={folder}/am.yml", $"--storage.path={folder}", $"--web.listen-address=127.0.0.1:{port}", "--cluster.listen-address=");
        await OwnProcess.WaitForPortAsync(port);
        var now = TimeProvider.System.GetUtcNow();
        await using var delivery = DeliveryUnderTest.NewAt(now);
        await delivery.AddRouteAsync("am", new Route { Name = "Alertmanager", Kind = RouteKind.Alertmanager, Address = $"http://127.0.0.1:{port}" });
        using var asked = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/api/v2/") };
        var alert = Notices.Billing with { Since = now.AddMinutes(-5), FiredAt = now };

        var written = await FireAsync(delivery, "am", alert);
        var first = Assert.Single((await asked.GetFromJsonAsync<JsonElement[]>("alerts", Cancel))!);
        Assert.Equal(("active", "Billing, Voice"), (first.GetProperty("status").GetProperty("state").GetString(), Label(first, "name")));

        delivery.Clock.Advance(TimeSpan.FromMinutes(9));
        var reminder = ActivatorUtilities.CreateInstance<AlertmanagerReminder>(
            delivery.Services, new Leading(), NullLogger<AlertmanagerReminder>.Instance);
        await reminder.TurnAsync(Cancel);
        var second = Assert.Single((await asked.GetFromJsonAsync<JsonElement[]>("alerts", Cancel))!);
        Assert.Equal(
            (TimeSpan.FromMinutes(9), first.GetProperty("fingerprint").GetString()),
            (Ends(second) - Ends(first), second.GetProperty("fingerprint").GetString()));

        await EndAsync(delivery, "am", written, alert with { State = AlertState.Resolved, ResolvedAt = now });
        await OwnProcess.WaitForAsync(async () => (await asked.GetFromJsonAsync<JsonElement[]>("alerts", Cancel))!.Length == 0);
        await reminder.TurnAsync(Cancel); // reminds of nothing that is over
        Assert.Empty((await asked.GetFromJsonAsync<JsonElement[]>("alerts", Cancel))!);
        reminder.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static string? Label(JsonElement alert, string name) => alert.GetProperty("labels").GetProperty(name).GetString();

    private static DateTimeOffset Ends(JsonElement alert) => alert.GetProperty("endsAt").GetDateTimeOffset();

    /// <summary>As alerts do it: the alert and the message about it in one write.</summary>
    private static async Task<StoredAlert> FireAsync(DeliveryUnderTest delivery, string route, AlertFacts facts)
    {
        var alert = new StoredAlert(facts.Alert, facts.Rule, "billing voice", AlertState.Firing, facts.Since, facts.FiredAt, null, "{}", 0);
        await WriteAsync(delivery, route, alert, facts);
        return alert with { Version = 1 };
    }

    private static Task EndAsync(DeliveryUnderTest delivery, string route, StoredAlert alert, AlertFacts facts) =>
        WriteAsync(delivery, route, alert with { State = AlertState.Resolved, ResolvedAt = facts.ResolvedAt }, facts);

    private static async Task WriteAsync(DeliveryUnderTest delivery, string route, StoredAlert alert, AlertFacts facts)
    {
        var now = delivery.Clock.GetUtcNow();
        var notice = new AlertNotice { Id = $"{facts.Alert}-{facts.State}", Kind = AlertNoticeKind.Change, At = now, Alerts = [facts] };
        var json = JsonSerializer.Serialize(notice, AlertNotice.Json);
        ImmutableArray<OutboxMessage> messages = [new OutboxMessage(notice.Id, OutboxKind.Alert, route, json, now, now)];
        Assert.True(await delivery.Services.GetRequiredService<IAlertStore>().WriteAsync([new AlertWrite(alert)], messages, Cancel));
        using var service = ActivatorUtilities.CreateInstance<OutboxService>(delivery.Services, NullLogger<OutboxService>.Instance);
        await service.TurnAsync(Cancel);
        await service.TurnAsync(Cancel);
    }
}
