using System.Text.RegularExpressions;

namespace ServiceLevelDashboard.Architecture.Tests;

/// <summary>Rules of style that the compiler does not know.</summary>
public sealed partial class SourceRulesTests
{
    private const int MaximumColumns = 160;

    /// <summary>A text that people read or that is data stays in one piece, so a line may be longer by what stands in its quotes.</summary>
    [Fact]
    public void Line_OfCode_HasAtMost160Columns() => Assert.Empty(Lines(static _ => true, static line => line.Length > MaximumColumns));

    /// <summary>
    /// What a press leads to may come later than the call returns, when the page draws something else at the same moment. Those that wait for what is shown
    /// are excepted.
    /// </summary>
    [Fact]
    public void Press_InAComponentTest_IsAwaited() => Assert.Empty(Lines(
        static file => file.Contains("ServiceLevelDashboard.Web.Tests", StringComparison.Ordinal) && Path.GetFileName(file) != "UndoTests.cs", Press().IsMatch));

    /// <summary>
    /// What is pressed on the page behind a link before its circuit has taken it over goes nowhere: <c>WatchedPage.FollowAsync</c> waits for that.
    /// </summary>
    [Fact]
    public void Link_PressedInABrowserTest_IsFollowed() => Assert.Empty(Lines(
        static file => file.Contains("ServiceLevelDashboard.Browser.Tests", StringComparison.Ordinal),
        static line => line.Contains("AriaRole.Link", StringComparison.Ordinal) && line.Contains(".PressAsync(", StringComparison.Ordinal)));

    /// <summary>
    /// A wait that gives up within a minute measures the machine: <c>Patience</c> bounds waits. The soak's watch loads a page again that says nothing.
    /// </summary>
    [Fact]
    public void Wait_InATest_MeasuresNothing() => Assert.Empty(Lines(
        static file => file.Contains(".Tests", StringComparison.Ordinal) && Path.GetFileName(file) != "WallSoakTests.cs", ShortWait().IsMatch));

    [Fact]
    public void File_OfTheRepository_SpeaksOfTheProductAlone() => Assert.Empty(
        from file in Files(".cs", ".razor", ".js", ".css", ".md", ".yml", ".props", ".targets", ".csproj", ".sh", ".ps1")
        where Path.GetFileName(file) != "SourceRulesTests.cs" && Elsewhere().IsMatch(File.ReadAllText(file))
        select file);

    /// <summary>The lines of code that break a rule, of the files that it is for.</summary>
    private static IEnumerable<string> Lines(Func<string, bool> isFor, Func<string, bool> breaks) =>
        from file in Files(".cs")
        where isFor(file)
        from line in Code(File.ReadAllText(file))
        where breaks(line.Text)
        select $"{file}:{line.Number}";

    private static IEnumerable<string> Files(params string[] extensions) =>
        from folder in (string[])["src", "tests", "bench", "docs", "wwwroot", "packaging", ".github"]
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories)
        let parts = file.Split(Path.DirectorySeparatorChar)
        where extensions.Contains(Path.GetExtension(file)) && !parts.Contains("obj") && !parts.Contains("bin") && !parts.Contains("lib")
        select file;

    private static IEnumerable<(int Number, string Text)> Code(string source) =>
        Quoted().Replace(source, static quoted => "\"" + new string('\n', quoted.Value.Count(static c => c == '\n')) + "\"")
            .Split('\n').Select(static (text, index) => (index + 1, text.TrimEnd('\r')));

    [GeneratedRegex(@"\b(WaitAsync|CancelAfter)\(TimeSpan\.From(Milliseconds\([0-9_]+|Seconds\([1-5]?[0-9])\)")]
    private static partial Regex ShortWait();

    [GeneratedRegex("\"\"\".*?\"\"\"|@\"(?:[^\"]|\"\")*\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"", RegexOptions.Singleline)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^\s+(?!\s|await |Assert)[^/]*\.(?:Submit|Click|Input|Change)\(.*\);$")]
    private static partial Regex Press();

    [GeneratedRegex(@"package registr|every registry|nuget\.org", RegexOptions.IgnoreCase)]
    private static partial Regex Elsewhere();
}
