using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using MiniExcelLibs;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Mail;
using ServiceLevelDashboard.Delivery.Reports;
using ServiceLevelDashboard.Delivery.Routes;
using ServiceLevelDashboard.Delivery.Tests.Mail;
using ServiceLevelDashboard.Delivery.Tests.Reports;

namespace ServiceLevelDashboard.Cli.Tests.EndToEnd;

/// <summary>A schedule over a change of the clocks, from the dashboard to a mail server: what arrives is what the shell says.</summary>
[Collection(nameof(FlatRows))]
public sealed class ScheduledReportTests(KeptDashboard dashboard) : IAsyncDisposable
{
    private const string Key = "over-the-change";

    private static readonly Schedule Daily = new()
    {
        Name = "Over the change",
        Cron = "30 1 * * *",
        Zone = "Europe/London",
        Role = "viewer",
        Addresses = ["anna@example.org"],
        Formats = [ReportFormat.Xlsx, ReportFormat.Csv],
        Compare = ReportComparison.WeekBefore,
    };

    private readonly TestMailServer _server = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>In London the clocks go from 01:00 to 02:00 on 30 March 2025, over the time of the schedule.</summary>
    [Fact]
    [Trait("Length", "Long")]
    public async Task Schedule_OverAChangeOfClocks_ArrivesOnceADayWithTheShellsFigures()
    {
        var stop = TestContext.Current.CancellationToken;
        var (clock, outbox, schedules) = (new FakeTimeProvider(At("2025-03-29T00:00Z")), new FakeOutbox(), dashboard.Services.GetRequiredService<DocumentCache<Schedule>>());
        using var dated = new DocumentCache<Schedule>(
            dashboard.Services.GetRequiredService<IDocumentStore>(), ScheduleRules.Kind, clock, NullLogger<DocumentCache<Schedule>>.Instance);
        Assert.True((await dated.SaveAsync(Key, Daily, 0, Actor.Program, stop)).IsSaved);
        var service = new ScheduleService(
            dated, outbox, outbox, dashboard.Services.GetRequiredService<IContracts>(), dashboard.Services.GetRequiredService<IDurableIntervalArchive>(), clock,
            NullLogger<ScheduleService>.Instance);
        while (clock.GetUtcNow() < At("2025-03-31T12:00Z"))
        {
            clock.Advance(TimeSpan.FromMinutes(20));
            await service.EnterAsync(stop);
        }

        foreach (var message in outbox.Messages)
        {
            var mail = await dashboard.Services.GetRequiredService<ScheduledReports>().MakeAsync(message, stop);
            Assert.Equal(SendOutcome.Taken, (await SendAsync(mail, message.Id)).Outcome);
        }
        await schedules.RemoveAsync(Key, Actor.Program, stop);

        Assert.Equal(["2025-03-28", "2025-03-29", "2025-03-30"], _server.Taken.Select(m => m.Subject!.Split(' ', ',')[2]));
        await AssertAsShellAsync(_server.Taken.Last(), "2025-03-30", "2025-03-31"); // 23 hours long
    }

    [Fact]
    [Trait("Length", "Long")]
    public async Task Report_ByMail_IsWhatIsPrinted()
    {
        string[] asked = ["report", "--from", "2025-03-05", "--to", "2025-03-06", "--media", "all", "--data", dashboard.DataFolder];
        var variables = dashboard.Variables.Concat([
            KeyValuePair.Create("Mail:Server", (string?)"127.0.0.1"), KeyValuePair.Create("Mail:Port", (string?)_server.Port.ToString(CultureInfo.InvariantCulture)),
            KeyValuePair.Create("Mail:Security", (string?)"None"), KeyValuePair.Create("Mail:From", (string?)"dashboard@example.org"),
        ]).ToList();

        var sent = await ShellRun.OfAsync(variables, [.. asked, "--mail", "anna@example.org"]);
        var unknown = await ShellRun.OfAsync(variables, [.. asked, "--mail", "nobody"]);

        Assert.Equal((0, 2), (sent.ExitCode, unknown.ExitCode));
        Assert.Contains("Sent to anna@example.org: ", sent.Error, StringComparison.Ordinal);
        Assert.Contains("neither a mail address nor the key of a mail route", unknown.Error, StringComparison.Ordinal);
        await AssertAsShellAsync(Assert.Single(_server.Taken), "2025-03-05", "2025-03-06");
    }

    [Fact]
    [Trait("Length", "Long")]
    public async Task Preview_OfASchedule_IsTheMailAndSendsNothing()
    {
        var (stop, schedules) = (TestContext.Current.CancellationToken, dashboard.Services.GetRequiredService<DocumentCache<Schedule>>());
        Assert.True((await schedules.SaveAsync("previewed", Daily with { Name = "Previewed", IsEnabled = false }, 0, Actor.Program, stop)).IsSaved);

        var text = await ShellRun.OfAsync(dashboard.Variables, "schedules", "preview", "Previewed", "--data", dashboard.DataFolder);
        var html = await ShellRun.OfAsync(dashboard.Variables, "schedules", "preview", "previewed", "--format", "html", "--data", dashboard.DataFolder);
        await schedules.RemoveAsync("previewed", Actor.Program, stop);

        Assert.Equal((0, 0), (text.ExitCode, html.ExitCode));
        Assert.Contains("Sent by schedule “Previewed”.", text.Out, StringComparison.Ordinal);
        Assert.Contains("Subject: Service level ", text.Error, StringComparison.Ordinal);
        Assert.Contains(".xlsx (", text.Error, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", html.Out, StringComparison.Ordinal);
        Assert.Empty(_server.Taken);
    }

    private async Task AssertAsShellAsync(MimeMessage mail, string from, string to)
    {
        var csv = await ShellRun.OfAsync(
            dashboard.Variables, "report", "--from", from, "--to", to, "--media", "all", "--format", "csv", "--data", dashboard.DataFolder);
        var text = await ShellRun.OfAsync(dashboard.Variables, "report", "--from", from, "--to", to, "--data", dashboard.DataFolder);
        var files = mail.Attachments.OfType<MimePart>().ToDictionary(part => Path.GetExtension(part.FileName)!, Content); // each has a name

        Assert.Equal(csv.Out, Encoding.UTF8.GetString(files[".csv"]));
        var lines = csv.Out.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var rows = new MemoryStream(files[".xlsx"]).Query(useHeaderRow: true).Cast<IDictionary<string, object?>>().ToList();
        Assert.Equal(lines.Length - 1, rows.Count);
        // "Service Level Percentage: 81.42 % (4821 of 5921, genesys)": the sum of the numerators over the sum of the denominators
        var total = text.Out.Split('\n').Single(line => line.StartsWith("Service Level Percentage", StringComparison.Ordinal));
        var counts = total[(total.IndexOf('(', StringComparison.Ordinal) + 1)..].Split(' ', ',').Where(w => w.Length > 0 && w.All(char.IsAsciiDigit))
            .Select(w => long.Parse(w, CultureInfo.InvariantCulture).ToString("N0", CultureInfo.GetCultureInfo("en-GB"))).ToList();
        Assert.Contains($"{counts[0]} of {counts[1]}", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains($"{counts[0]} of {counts[1]}", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("Simulated figures", mail.HtmlBody, StringComparison.Ordinal);
    }

    private static byte[] Content(MimePart part)
    {
        using var content = new MemoryStream();
        part.Content!.DecodeTo(content);
        return content.ToArray();
    }

    private async Task<SendResult> SendAsync(ReportMail mail, string id)
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddLogging();
        Delivery.Hosting.DeliveryServices.AddDelivery(services, new ConfigurationBuilder().AddInMemoryCollection(
        [
            KeyValuePair.Create("Mail:Server", (string?)"127.0.0.1"), KeyValuePair.Create("Mail:Port", (string?)_server.Port.ToString(CultureInfo.InvariantCulture)),
            KeyValuePair.Create("Mail:Security", (string?)"None"), KeyValuePair.Create("Mail:From", (string?)"dashboard@example.org"),
        ]).Build());
        await using var provider = services.BuildServiceProvider();
        return await provider.GetRequiredService<IMailSender>().SendAsync(
            new OutgoingMail
            {
                Id = id,
                To = mail.To,
                Subject = mail.Subject,
                Text = mail.Text,
                Html = mail.Html,
                Attachments = [.. mail.Attachments.Select(a => new MailAttachment(a.Name, a.Type, a.Content))],
            },
            TestContext.Current.CancellationToken);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
