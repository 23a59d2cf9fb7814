using System.Text.RegularExpressions;
using MudBlazor;
using MudBlazor.Utilities;
using ServiceLevelDashboard.Web.Layout;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Layout;

/// <summary>MudBlazor's colours are the style sheets' own.</summary>
public sealed partial class DashboardThemeTests
{
    private static readonly string Styles = Path.Combine(DashboardHost.RepositoryRoot, "wwwroot", "css");

    [Fact]
    public void Palettes_OfTheTheme_AreTheTokens()
    {
        AssertTokens(DashboardTheme.Mud.PaletteDark, Tokens(":root {"));
        AssertTokens(DashboardTheme.Mud.PaletteLight, Tokens(":root[data-theme=\"light\"] {"));
    }

    [Fact]
    public void MudSheet_EveryTokenThatItNames_IsOne()
    {
        var known = Tokens(":root {").Keys.ToHashSet(StringComparer.Ordinal);
        var named = Token().Matches(File.ReadAllText(Path.Combine(Styles, "mud.css"))).Select(m => m.Groups[1].Value);
        Assert.Empty(named.Where(name => !name.StartsWith("mud-", StringComparison.Ordinal) && !known.Contains(name)).Distinct());
    }

    private static void AssertTokens(Palette palette, Dictionary<string, string> tokens)
    {
        (string Token, MudColor Colour)[] pairs =
        [
            ("bg", palette.Background), ("surface-raised", palette.Surface), ("line", palette.LinesDefault), ("line", palette.Divider), ("text", palette.TextPrimary),
            ("muted", palette.TextSecondary), ("link", palette.Primary), ("bg", palette.PrimaryContrastText), ("below-text", palette.Error),
        ];
        Assert.All(pairs, pair => Assert.Equal(tokens[pair.Token], pair.Colour.ToString(MudColorOutputFormats.Hex), ignoreCase: true));
    }

    /// <summary>The values of the first block that begins so; a theme leaves out what it does not change.</summary>
    private static Dictionary<string, string> Tokens(string selector)
    {
        var sheet = File.ReadAllText(Path.Combine(Styles, "tokens.css"));
        var block = sheet[(sheet.IndexOf(selector, StringComparison.Ordinal) + selector.Length)..];
        return Value().Matches(block[..block.IndexOf('}', StringComparison.Ordinal)]).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
    }

    [GeneratedRegex(@"--([a-z-]+): ([^;]+);")]
    private static partial Regex Value();

    [GeneratedRegex(@"var\(--([a-z-]+)\)")]
    private static partial Regex Token();
}
