using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Api;
using ServiceLevelDashboard.Web.History;
using ServiceLevelDashboard.Web.Queue;
using static ServiceLevelDashboard.Fuzz.FuzzTarget;

namespace ServiceLevelDashboard.Fuzz;

/// <summary>What a browser or a program sends: queries of addresses, and cookies.</summary>
internal static class Addresses
{
    private static readonly DateTimeOffset Now = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly DashboardSettings Settings = new() { Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), DayStart = new TimeOnly(6, 0) };

    private static readonly string[] Words =
    [
        "from=", "to=", "&", "queue=", "media=voice", "by=hour", "show=side", "pool=yes", "threshold=20", "threshold=0.0000001", "without=marked",
        "against=7", "definition=", "last=7d",
        "last=100000w", "zone=Europe/Berlin", "zone=America/St_Johns", "granularity=PT5M", "intervals=true", "short-abandon=5", "2026-03-29",
        "2026-03-29T02:30", "2026-08-31T08:00:00Z",
        "0001-01-01", "9999-12-31", "T23:59:59+14:00", "%00", "%ff", "%2B",
    ];

    public static IEnumerable<FuzzTarget> Targets =>
    [
        new("pages", Pages, Words),
        new("api", Api, Words),
        new("cookies", Cookies, ".", "0123456789abcdef.", "1920x1080", ".1788250000000", "/", "//", "\\", "https:"),
    ];

    private static Dictionary<string, StringValues> QueryOf(byte[] text) => QueryHelpers.ParseQuery(Encoding.UTF8.GetString(text));

    private static void Pages(byte[] text)
    {
        var query = QueryOf(text);
        string? One(string name) => query.GetValueOrDefault(name).FirstOrDefault();
        IEnumerable<string?> Each(string name) => query.GetValueOrDefault(name);

        var history = HistoryAddress.Read(
            One("from"), One("to"), Each("queue"), One("media"), One("by"), One("show"), One("pool"), One("threshold"), new DateOnly(2026, 9, 1));
        if (history is not null)
        {
            history = HistoryAddress.With(history, One("without"), One("against"), []);
            Require(history.To >= history.From && history.To.DayNumber - history.From.DayNumber < HistoryAddress.MaximumDays, "a range that cannot be");
            _ = Settings.Calendar.StartOf(history.From.AddDays(-history.AgainstDays)) < Settings.Calendar.StartOf(history.To.AddDays(1));
            var again = QueryOf(Encoding.UTF8.GetBytes(HistoryAddress.Of(history).Split('?')[1]));
            Require(again["from"] == HistoryAddress.Text(history.From) && again["to"] == HistoryAddress.Text(history.To), "an address leads elsewhere");
        }

        var figure = ExplainAddress.Read(
            One("queue"), One("media"), One("from"), One("to"), One("definition"), One("threshold"), static (_, _) => ServiceLevelDefinition.Default);
        if (figure is not null)
        {
            Require(figure.Range.Length <= ExplainAddress.Longest && figure.Threshold is null or { Ticks: >= 0 }, "a figure that cannot be");
            _ = TimeZoneInfo.ConvertTime(figure.Range.Start.AddDays(-1), Settings.Zone);
        }

        if (QueueAddress.Read(One("from"), One("to"), One("order")).Part is { } part)
        {
            _ = Settings.Calendar.DayOf(part.Start).Start <= TimeZoneInfo.ConvertTime(part.End.AddDays(1), Settings.Zone);
        }
        Require(
            SignInUrls.Return(One("from")) is null or (['/', ..] and not ['/', '/' or '\\', ..]), "an address leads to another site");
    }

    private static void Api(byte[] text)
    {
        var contract = new Contract(new OneCalendar(Settings.Calendar), ServiceLevelDefinition.Default, ContractTerms.None);
        try
        {
            var request = ReportQuery.Read(
                new QueryCollection(QueryOf(text)), [], Visibility.Everything, new TargetResolver(contract, QueueRecord.Empty), [], Settings, Now);
            Require(request.Range.Length > TimeSpan.Zero && request.Range.Length <= TimeSpan.FromDays(402), "a range that cannot be");
        }
        catch (UsageException)
        {
            // documented
        }
    }

    private static void Cookies(byte[] text)
    {
        var said = Encoding.UTF8.GetString(text);
        var token = ScreenToken.Parse(said);
        Require(token is null || token.Reveal() == said, "a token is read as another");
        var report = ScreenReport.Parse(said, Now);
        Require(report is null or { Width: > 0, Height: > 0 } && !(report?.Until > Now.AddDays(1)), "a screen that cannot be");
        Require(EnrolmentDesk.CodeOf(said).All(char.IsLetterOrDigit), "a code of something else");
    }
}
