using System.Text.RegularExpressions;

namespace ServiceLevelDashboard.Architecture.Tests;

/// <summary>
/// Every service level that people read has the digits of <c>DisplayPercent</c>: no other code turns a ratio into per cent, but for what is
/// no service level.
/// </summary>
public sealed partial class PercentRuleTests
{
    /// <summary>The files that may, and what they do it with.</summary>
    private static readonly Dictionary<string, string> Allowed = new()
    {
        ["DisplayPercent.cs"] = "the one function",
        ["FigureFormat.cs"] = "shares and targets",
        ["Format.cs"] = "the distance from a target",
        ["InvariantFormat.cs"] = "shares and targets",
        ["ExportFile.cs"] = "a column of shares; a level is a DisplayPercent before",
        ["TotalWords.cs"] = "effects of queues on a total",
        ["TrackWords.cs"] = "tenths of chances and errors of forecasts",
        ["BacktestTable.cs"] = "tenths of chances and errors of forecasts",
        ["WhyWords.cs"] = "a cause's part of a drop, by a model",
        ["GroupStaffing.razor.cs"] = "an input field",
        ["CalibrationTable.razor"] = "a drawing",
        ["GroupStaffing.razor"] = "a drawing",
        ["AnswerCurve.razor"] = "a drawing",
        ["FanShape.cs"] = "a drawing",
        ["QueueTile.razor"] = "a drawing",
        ["TrendChart.razor.js"] = "the ends of an axis",
    };

    [Fact]
    public void Source_RatioTurnedIntoPercent_IsNoServiceLevel()
    {
        var found = Files().Where(file => file.Lines.Any(line => ToPercent().IsMatch(line))).Select(file => file.Name).ToList();

        Assert.Equal(Allowed.Keys.Order(), found.Order());
    }

    [Fact]
    public void Source_PlatformsPercentFormatOrALevelShownAsAShare_IsNowhere() => Assert.Empty(
        from file in Files()
        from line in file.Lines
        where PercentFormat().IsMatch(line)
        select $"{file.Name}: {line.Trim()}");

    private static IEnumerable<(string Name, string[] Lines)> Files() =>
        from folder in (string[])["src", "wwwroot"]
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories)
        let parts = file.Split(Path.DirectorySeparatorChar)
        where Path.GetExtension(file) is ".cs" or ".razor" or ".js" && !parts.Contains("obj") && !parts.Contains("bin") && !parts.Contains("lib")
        select (Path.GetFileName(file), File.ReadAllLines(file));

    [GeneratedRegex(@"\* 100m?\b(?!\.)|\b100m? \*")]
    private static partial Regex ToPercent();

    [GeneratedRegex("""["{:][Pp]\d["}]|Share\([^,]*[Ll]evel[A-Za-z.]*\.Ratio""")]
    private static partial Regex PercentFormat();
}
