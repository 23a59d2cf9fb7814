using System.Text.RegularExpressions;
using System.Xml.Linq;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Languages;

/// <summary>Every text has its German, with the same places for values.</summary>
public sealed partial class TranslationTests
{
    /// <summary>Texts that count and whose number is never one.</summary>
    private static readonly HashSet<string> _neverOne =
    [
        // a limit or a range that the program sets
        "ReportText.RowsShown", "ReportText.RowsShownOnly", "AlertReplayText.Title", "AlertRuleText.WrongWindow", "AlertsText.Days", "TokensText.Days",
        "ForecastText.StaffTooMany", "ForecastText.GroupStaffFromHandled", "ForecastText.GroupStaffFromAbandons", "HistoryText.CutNote",
        "HistoryText.PeriodsCapped", "HistoryText.AgainstDays", "HistoryText.AgainstTitle", "QueueText.MinuteIntervals", "VerdictText.AsUsual",
        "VerdictText.NoUsual", "WhyText.LittleHistory", "WhyText.NoDrop", "WhyText.Note",

        // said of several alone
        "AlertText.ManyAlerts", "ExplainText.NumberRest", "ExplainText.NumberReallyBelow", "ExplainText.NumberPerhapsChance", "ForecastText.BasisStatic",
        "HistoryText.OwnDays", "OverviewText.OwnDays", "OverviewText.OwnDaysSentence", "ScreensText.ImportAmbiguous",

        // "5 of 9", "40 %", "+1.0"
        "ExplainText.SentenceAnswered", "ExplainText.SentenceInForce", "ExplainText.SentencePositive", "ExplainText.SentenceShortPositive",
        "ExplainText.DifferencePoints", "ExplainText.PointsBy", "VerdictText.CauseAgents", "VerdictText.CauseVolume",

        // the noun is of no number
        "ReconciliationText.Counts",
    ];

    private static readonly string Source = Path.Combine(DashboardHost.RepositoryRoot, "src");

    public static TheoryData<string> Files() =>
        [.. Directory.GetFiles(Source, "*Text.resx", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Source, f)).Where(
            f => !f.Contains("/obj/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Files))]
    public void German_OfEachFile_HasTheSameKeysAndPlaces(string file)
    {
        var english = Read(Path.Combine(Source, file));
        var german = Read(Path.Combine(Source, Path.ChangeExtension(file, ".de.resx")));

        Assert.Empty(english.Keys.Except(german.Keys).Select(key => $"{file}: {key} has no German"));
        Assert.Empty(german.Keys.Except(english.Keys).Select(key => $"{file}: {key} is German only"));
        Assert.Empty(
            english.Keys.Where(key => !Places(english[key]).SetEquals(Places(german[key]))).Select(key => $"{file}: {key} has other places for values"));
        Assert.Empty(
            german.Where(t => string.IsNullOrWhiteSpace(t.Value) && !string.IsNullOrWhiteSpace(english[t.Key])).Select(t => $"{file}: {t.Key} is empty"));
    }

    /// <summary>"1 queues" is not said: a text that counts has another one beside it for one, whose name says so, or gives the noun first ("Queues: 1").</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void English_ThatCounts_HasAFormForOne(string file)
    {
        var texts = Read(Path.Combine(Source, file));

        Assert.Empty(
            from text in texts
            where Counted().IsMatch(text.Value)
            let stem = text.Key.EndsWith("Many", StringComparison.Ordinal) ? text.Key[..^"Many".Length] : text.Key
            where !texts.Keys.Any(key => key.StartsWith($"{stem}One", StringComparison.Ordinal)) && !text.Key.Contains("One", StringComparison.Ordinal)
            let name = $"{Path.GetFileNameWithoutExtension(file)}.{text.Key}"
            where !_neverOne.Contains(name)
            select $"{name}: {text.Value}");
    }

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(file).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value); // a resource file has a root

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(m => m.Value)];

    [GeneratedRegex(@"\{\d+[^}]*\}")]
    private static partial Regex Place();

    /// <summary>A number before a noun for several; not "1 of 9 queues", where the noun is of the nine.</summary>
    [GeneratedRegex(
        @"(?<!\bof )\{\d\}(?: (?!per )[a-z-]+)? (?:abandons|agents|alerts|attempts|boards|browsers|callbacks|calls|contacts|days|groups|hours|intervals|"
        + @"minutes|months|points|queues|rows|screens|sites|thresholds|tiles|types|weeks)\b")]
    private static partial Regex Counted();
}
