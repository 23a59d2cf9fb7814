using System.Text.RegularExpressions;

namespace ServiceLevelDashboard.Architecture.Tests;

/// <summary>Every test and bench that <c>docs/security.md</c> and <c>docs/asvs.md</c> lean on exists, and the latter goes through every requirement.</summary>
public sealed partial class SecurityPageTests
{
    [Theory]
    [InlineData("security.md", 20)]
    [InlineData("asvs.md", 60)]
    public void Page_NamesATest_ThatIsThere(string page, int atLeast)
    {
        var text = Read(page);
        var tests = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension)
            .ToHashSet();
        var named = Test().Matches(text).Select(m => m.Groups[1].Value).Distinct().ToList();

        Assert.True(named.Count > atLeast, string.Join(' ', named));
        Assert.DoesNotContain(named, name => !tests.Contains(name));
        Assert.All(Bench().Matches(text), bench => Assert.True(File.Exists(Path.Combine(Repository.Root, "bench", bench.Groups[1].Value, "run")), bench.Value));
    }

    [Theory]
    [InlineData("1", 70)]
    [InlineData("2", 183)]
    public void AsvsPage_OfALevel_HasEveryRequirementOnce(string level, int count)
    {
        var rows = Requirement().Matches(Read("asvs.md")).Where(m => m.Groups["level"].Value == level).Select(m => m.Groups["number"].Value).ToList();

        Assert.Equal(count, rows.Distinct().Count());
        Assert.Equal(count, rows.Count);
    }

    [Fact]
    public void AsvsPage_Summary_CountsItsRows()
    {
        var text = Read("asvs.md");
        foreach (Match line in Summary().Matches(text))
        {
            var level = Requirement().Matches(text).Where(m => m.Groups["level"].Value == line.Groups["level"].Value);
            var states = level.CountBy(m => m.Groups["state"].Value).ToDictionary();
            Assert.Equal(
                [line.Groups["met"].Value, line.Groups["not"].Value, line.Groups["operator"].Value, line.Groups["gap"].Value],
                new[] { "met", "not applicable", "operator's", "**gap**" }.Select(state => $"{states.GetValueOrDefault(state)}"));
        }
    }

    private static string Read(string page) => File.ReadAllText(Path.Combine(Repository.Root, "docs", page));

    [GeneratedRegex(@"`bench/([a-z]+)`")]
    private static partial Regex Bench();

    [GeneratedRegex(@"^\| (?<number>\d+\.\d+\.\d+) \| [^|]+ \| (?<level>[123]) \| (?<state>[^|]+) \| [^|]+ \|$", RegexOptions.Multiline)]
    private static partial Regex Requirement();

    [GeneratedRegex(@"^\| (?<level>[12]) \| \d+ \| (?<met>\d+) \| (?<not>\d+) \| (?<operator>\d+) \| (?<gap>\d+) \|$", RegexOptions.Multiline)]
    private static partial Regex Summary();

    [GeneratedRegex("`([A-Za-z]+Tests)`")]
    private static partial Regex Test();
}
