using System.Text.RegularExpressions;

namespace ServiceLevelDashboard.Architecture.Tests;

/// <summary>Every test that <c>docs/security.md</c> leans on exists.</summary>
public sealed partial class SecurityPageTests
{
    [Fact]
    public void SecurityPage_NamesATest_ThatIsThere()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "security.md"));
        var tests = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension)
            .ToHashSet();
        var named = Test().Matches(page).Select(m => m.Groups[1].Value).Distinct().ToList();

        Assert.True(named.Count > 20, string.Join(' ', named));
        Assert.DoesNotContain(named, name => !tests.Contains(name));
    }

    [GeneratedRegex("`([A-Za-z]+Tests)`")]
    private static partial Regex Test();
}
