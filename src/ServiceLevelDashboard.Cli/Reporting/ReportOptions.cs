using System.CommandLine;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Cli.Archive;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Cli.Reporting;

/// <summary>The options of <c>sld report</c>.</summary>
internal sealed class ReportOptions
{
    private const string AcceptedSeconds = "a whole number of seconds, 1 to 86400, for instance 20";

    public Option<string[]> Queue { get; } = new("--queue")
    {
        HelpName = "NAME|ID|all",
        Description = "Queue by name or id; repeat it for several. Default: GENESYS_QUEUE_ID, else all.",
    };

    public Option<string?> From { get; } = new("--from") { HelpName = "TIME", Description = $"First instant: {ReportRange.AcceptedTimes}." };

    public Option<string?> To { get; } =
        new("--to") { HelpName = "TIME", Description = "First instant that no longer counts; written as --from. Default: now." };

    public Option<TimeSpan?> Last { get; } = CommonOptions.OfValue<TimeSpan>(
        "--last", "SPAN", $"Span up to now instead of --from and --to: {ReportRange.AcceptedSpans}. Default: 24h.", ReportRange.AcceptedSpans,
        ReportRange.TryReadSpan);

    public Option<string?> Zone { get; } = new("--zone")
    {
        HelpName = "ZONE",
        Description = "Time zone in which times are read and shown, for instance Europe/Berlin. Default: Site__TimeZone, else UTC.",
    };

    public Option<Granularity?> Granularity { get; } = CommonOptions.OfValue<Granularity>(
        "--granularity", "PERIOD", $"Length of an interval: {Periods}. Default: PT15M. Ranges snap outward to whole intervals.", Periods,
        Domain.Time.Granularity.TryParse);

    public Option<TimeSpan?> Threshold { get; } = CommonOptions.OfValue<TimeSpan>(
        "--threshold", "SECONDS", "Longest wait that counts as within, for every queue. Default: each queue's own on each day.", AcceptedSeconds,
        TryReadSeconds);

    public Option<TimeSpan?> ShortAbandon { get; } = CommonOptions.OfValue<TimeSpan>(
        "--short-abandon", "SECONDS", "Longest wait of a short abandon. Default: as the organisation counts them.", AcceptedSeconds, TryReadSeconds);

    public Option<ServiceLevelFormula?> Definition { get; } = CommonOptions.OfValue<ServiceLevelFormula>(
        "--definition", "NAME", $"Formula: {Definitions}. Default: the contract definition as set in the dashboard, day by day; genesys when none was set.",
        Definitions, FormulaIds.TryParse);

    public Option<bool> FlowOuts { get; } =
        new("--flow-outs") { Description = "Count flow-outs as missed. (The Genesys definition has its own setting and ignores this.)" };

    public Option<string> Media { get; } = new("--media")
    {
        HelpName = "TYPE|all",
        Description = "Media type, for instance voice, callback, chat, email or message; all reports each separately.",
        DefaultValueFactory = _ => MediaType.Voice.Name,
    };

    public Option<bool> Intervals { get; } = new("--intervals") { Description = "Also write each queue's intervals with contacts." };

    public Option<bool> WithoutMarked { get; } =
        new("--without-marked") { Description = "Exclude the intervals that are marked in the dashboard with a reason. They are listed either way." };

    public Option<string?> Columns { get; } = new("--columns")
    {
        HelpName = "NAMES",
        Description = $"Only these columns, separated by commas, a row for each queue: {ReportColumns.Accepted}.",
    };

    public Option<string> Format { get; } = CommonOptions.Format("text", "json", "csv");

    public Option<string?> Output { get; } = new("--output") { HelpName = "FILE", Description = "Write to a file, which appears whole or not at all." };

    public Option<string?> Mail { get; } = new("--mail")
    {
        HelpName = "ADDRESS|ROUTE",
        Description = "Also send it, to a mail address or by a mail route of the dashboard, with a workbook and CSV attached. Needs Mail__Server and Mail__From.",
    };

    public Option<bool> Progress { get; } = new("--progress") { Description = "Show progress on standard error even when it is not a terminal." };

    public Option<string?> Url { get; } = CommonOptions.Url();

    public Option<string?> Data { get; } = ArchiveAccess.Data();

    public Option<bool> Fresh { get; } = new("--fresh") { Description = "Request everything from Genesys Cloud. Default: final data is read from the dashboard's archive and costs no calls." };

    public IEnumerable<Option> All =>
    [
        Queue, From, To, Last, Zone, Granularity, Threshold, ShortAbandon, Definition, FlowOuts, Media, Intervals, WithoutMarked, Columns, Format, Output, Mail,
        Progress, Url, Data, Fresh,
    ];

    private static string Periods => string.Join(", ", Domain.Time.Granularity.All);

    private static string Definitions => string.Join(", ", FormulaIds.All);

    /// <summary>Formula, flow-outs and short-abandon limit as they were given; null, the contract's, when none of them was.</summary>
    public ServiceLevelDefinition? DefinitionOf(ParseResult given, Contract contract, Interval range) =>
        ReportRequest.Asked(given.GetValue(Definition), given.GetValue(FlowOuts), given.GetValue(ShortAbandon), contract, range);

    /// <summary>The media type, or null for all.</summary>
    public MediaType? MediaOf(ParseResult given)
    {
        var media = given.GetValue(Media)?.Trim().ToLowerInvariant() ?? MediaType.Voice.Name;
        return media == QueueChoice.All ? null : new MediaType(media);
    }

    private static bool TryReadSeconds(string text, out TimeSpan time)
    {
        time = default;
        if (!int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seconds)
            || seconds is < 1 or > 86_400)
        {
            return false;
        }
        time = TimeSpan.FromSeconds(seconds);
        return true;
    }
}
