using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Delivery.Mail;
using ServiceLevelDashboard.Delivery.Senders;
using ServiceLevelDashboard.Delivery.Words;

namespace ServiceLevelDashboard.Delivery.Tests.Senders;

/// <summary>Names of queues, rules and people are anybody's: in no format do they become more than text.</summary>
public sealed partial class HostileNamesTests
{
    private static readonly string[] Planted =
    [
        "</td><script>alert(1)</script>", "\" onmouseover=\"x", "a\r\nBcc: eve@evil.example", "<!channel>", "<https://evil.example|click>",
        "[x](https://evil.example)",
        "\",\"event_action\":\"resolve", "&lt;b&gt;", "\u202Egnp.exe", "**bold** _it_ ~x~ `y`", "{{x}}${y}%s{0}", "\ud800", "<at>all</at>",
    ];

    private static readonly Gen<string> Name = Gen.OneOf(Gen.String, Gen.Int[0, Planted.Length - 1].Select(static n => Planted[n]));

    private static readonly Gen<AlertNotice> Notice = Gen.Select(Name, Name, Name, Gen.Int[1, 3], static (queue, rule, person, count) =>
        Notices.Of([.. Enumerable.Repeat(Notices.Billing with { Name = queue, RuleName = rule, AcknowledgedBy = person, Detail = rule }, count)]));

    private static readonly Uri Dashboard = new("https://dashboard.example/");

    [Fact]
    public void Html_OfAnyNames_HasTheTagsOfAnyOther() => Notice.Sample(static notice =>
    {
        var html = MailRoute.HtmlOf(notice, Dashboard);
        Assert.Equal(
            ["a", "body", "head", "html", "meta", "p", "table", "td", "title", "tr"],
            Tag().Matches(html).Select(static m => m.Groups[1].Value).Distinct().Order());
        Assert.DoesNotContain("onmouseover=\"", html, StringComparison.Ordinal);
        Assert.Equal(notice.Alerts.Length, Regex.Count(html, "href=\"https://dashboard.example/explain/0123abcd\""));
        Assert.Equal(notice.Alerts.Length, Regex.Count(html, "href="));
    }, iter: 300);

    [Fact]
    public void Subject_OfAnyNames_IsOneLine() => Notice.Sample(static notice =>
    {
        using var message = MimeMail.Of(
            new OutgoingMail { Id = notice.Id, To = ["a@b.example"], Subject = AlertWords.Subject(notice), Text = "", Html = "" },
            new MimeKit.MailboxAddress("x", "x@dashboard.example"),
            Notices.Now);
        Assert.DoesNotContain(message.Subject!, static c => char.IsControl(c) || c == '\u202E');
        Assert.Null(message.Headers["Bcc"]);
    }, iter: 300);

    [Fact]
    public void Json_OfAnyNames_HasTheShapeOfAnyOther() => Notice.Sample(static notice =>
    {
        using var teams = JsonDocument.Parse(TeamsRoute.BodyOf(notice, Dashboard));
        var card = teams.RootElement.GetProperty("attachments")[0].GetProperty("content");
        Assert.All(card.GetProperty("body").EnumerateArray().SelectMany(static b => b.GetProperty("inlines").EnumerateArray()), static run =>
            Assert.Equal("TextRun", run.GetProperty("type").GetString()));

        using var pager = JsonDocument.Parse(PagerDutyRoute.BodyOf("key", notice.Alerts[0], "trigger", notice, Dashboard));
        Assert.Equal("trigger", pager.RootElement.GetProperty("event_action").GetString());

        using var manager = JsonDocument.Parse(AlertmanagerRoute.BodyOf(notice, Dashboard, Notices.Now));
        Assert.Equal(notice.Alerts.Length, manager.RootElement.GetArrayLength());
    }, iter: 300);

    [Fact]
    public void Slack_OfAnyNames_HasNoMarkupButTheLink() => Notice.Sample(static notice =>
    {
        using var slack = JsonDocument.Parse(SlackRoute.BodyOf(notice, Dashboard));
        Assert.DoesNotMatch("[<>]", slack.RootElement.GetProperty("text").GetString()!);
        foreach (var text in slack.RootElement.GetProperty("blocks").EnumerateArray().Select(static b => b.GetProperty("text")))
        {
            var content = text.GetProperty("text").GetString()!;
            if (text.GetProperty("type").GetString() == "mrkdwn")
            {
                Assert.StartsWith("<https://dashboard.example/explain/0123abcd|", content, StringComparison.Ordinal);
            }
            else
            {
                Assert.DoesNotMatch("[<>]", content);
                Assert.DoesNotMatch("&(?!amp;|lt;|gt;)", content);
            }
        }
    }, iter: 300);

    [GeneratedRegex("<(?!!DOCTYPE)/?([^\\s>/]*)")]
    private static partial Regex Tag();
}
