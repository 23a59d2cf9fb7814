using System.Text.RegularExpressions;

namespace ServiceLevelDashboard.Architecture.Tests;

/// <summary>Rules of style that the compiler does not know.</summary>
public sealed partial class SourceRulesTests
{
    [Fact]
    public void File_OfTheRepository_SpeaksOfTheProductAlone() => Assert.Empty(
        from file in Files(".cs", ".razor", ".js", ".css", ".md", ".yml", ".props", ".targets", ".csproj", ".sh", ".ps1")
        where Path.GetFileName(file) != "SourceRulesTests.cs" && Elsewhere().IsMatch(File.ReadAllText(file))
        select file);

    private static IEnumerable<string> Files(params string[] extensions) =>
        from folder in (string[])["src", "tests", "bench", "docs", "wwwroot", "packaging", ".github"]
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories)
        let parts = file.Split(Path.DirectorySeparatorChar)
        where extensions.Contains(Path.GetExtension(file)) && !parts.Contains("obj") && !parts.Contains("bin") && !parts.Contains("lib")
        select file;

    [GeneratedRegex(@"package registr|[^\w]/work/", RegexOptions.IgnoreCase)]
    private static partial Regex Elsewhere();
}
