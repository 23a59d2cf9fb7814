using System.Text.RegularExpressions;
using ServiceLevelDashboard.Web.History;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Web.Tests.History;

/// <summary>The colours that <c>tokens.css</c> gives the heat map, in every theme.</summary>
public sealed partial class HeatRampTests
{
    private static readonly string[] Themes =
        [":root", ":root[data-theme=\"light\"]", ":root[data-contrast=\"more\"]", ":root[data-contrast=\"more\"][data-theme=\"light\"]"];

    [Theory]
    [InlineData(0.55, -4)]
    [InlineData(0.60, -4)]
    [InlineData(0.61, -3)]
    [InlineData(0.72, -2)]
    [InlineData(0.75, -2)]
    [InlineData(0.789, -1)]
    [InlineData(0.795, 0)]
    [InlineData(0.8, 0)]
    [InlineData(0.809, 0)]
    [InlineData(0.81, 1)]
    [InlineData(1.0, 4)]
    public void Step_DistanceFromTheTarget_IsThePlaceOnTheRamp(double ratio, int step) => Assert.Equal(step, HeatRamp.Step((decimal)ratio, 0.8m));

    public static TheoryData<int> EveryTheme => [.. Enumerable.Range(0, Themes.Length)];

    [Theory]
    [MemberData(nameof(EveryTheme))]
    public void Ramp_EveryStep_LeavesItsFigureReadable(int theme)
    {
        var text = Token(theme, "text");
        var least = theme < 2 ? 4.5 : 7; // high contrast raises all to 7

        Assert.All(Steps(theme), colour => Assert.True(colour.Contrast(text) >= least, $"{colour.Contrast(text):0.00} in theme {theme}"));
    }

    [Theory]
    [MemberData(nameof(EveryTheme))]
    public void Ramp_AwayFromTheTarget_ChangesItsLightnessEvenlyOneWay(int theme)
    {
        var lightness = Steps(theme).Select(c => c.Lab.L).ToArray();
        var away = Math.Sign(lightness[0] - lightness[HeatRamp.Furthest]);

        foreach (var side in (IEnumerable<double>[])[lightness.Take(5).Reverse(), lightness.Skip(4)])
        {
            Assert.All(side.Zip(side.Skip(1)), pair => Assert.InRange(away * (pair.Second - pair.First), 4, 12));
        }
    }

    [Theory]
    [MemberData(nameof(EveryTheme))]
    public void Ramp_ItsTwoEnds_DifferForEveryEye(int theme)
    {
        var steps = Steps(theme);

        Assert.All(Enum.GetValues<Eye>(), eye => Assert.True(
            steps[0].SeenBy(eye).Distance(steps[^1].SeenBy(eye)) >= 70, $"{eye}: {steps[0].SeenBy(eye).Distance(steps[^1].SeenBy(eye)):0}"));
        Assert.All(Enum.GetValues<Eye>(), eye => Assert.True(
            steps[3].SeenBy(eye).Distance(steps[5].SeenBy(eye)) >= 15, $"{eye}: {steps[3].SeenBy(eye).Distance(steps[5].SeenBy(eye)):0}"));
    }

    /// <summary>The nine colours, from furthest under the target to furthest over it, as <c>HeatMap.razor.css</c> mixes them.</summary>
    private static Colour[] Steps(int theme)
    {
        var (under, target, over) = (Token(theme, "heat-under"), Token(theme, "heat-target"), Token(theme, "heat-over"));
        return
        [
            .. Enumerable.Range(-HeatRamp.Furthest, (2 * HeatRamp.Furthest) + 1)
                .Select(step => target.Mix(step < 0 ? under : over, Math.Abs(step) / (double)HeatRamp.Furthest)),
        ];
    }

    private static Colour Token(int theme, string name)
    {
        var sheet = File.ReadAllText(Path.Combine(RepositoryFolder.FullName, "wwwroot", "css", "tokens.css"));
        var block = Blocks().Matches(sheet).Single(m => m.Groups["selector"].Value == Themes[theme]).Groups["body"].Value;
        return Colour.Of(Hex().Matches(block).Single(m => m.Groups["name"].Value == name).Groups["hex"].Value);
    }

    [GeneratedRegex(@"^(?<selector>:root\S*) \{(?<body>[^}]*)\}", RegexOptions.Multiline)]
    private static partial Regex Blocks();

    [GeneratedRegex("--(?<name>[a-z-]+): #(?<hex>[0-9a-f]{6});")]
    private static partial Regex Hex();
}
