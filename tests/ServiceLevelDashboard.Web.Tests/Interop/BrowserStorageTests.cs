using System.Text.RegularExpressions;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Interop;

/// <summary>What scripts keep in a browser: nothing of the organisation that the sign-in page does not wipe (<c>wall/memory.js</c>).</summary>
public sealed partial class BrowserStorageTests
{
    /// <summary>Who keeps what where. Names and figures are in the caches alone, under names that <c>wipe</c> knows.</summary>
    private static readonly string[] Known =
    [
        "js/keyboard.js localStorage", // whether keys are on
        "js/preferences.js document.cookie", // the language
        "js/preferences.js localStorage", // theme, contrast, keys
        "screen-worker.js caches", // reads which board was shown last
        "wall/care.js sessionStorage", // when the page was last loaded again
        "wall/memory.js caches", // the last state of a board
        "wall/sound.js sessionStorage", // when it last made a sound
        "wall/worker.js caches", // the page of a board and its files
    ];

    private static readonly string Root = Path.Combine(DashboardHost.RepositoryRoot, "wwwroot");

    [Fact]
    public void Scripts_ThatKeepSomething_AreKnown()
    {
        var found = Scripts().SelectMany(static script => Storage().Matches(File.ReadAllText(script))
            .Select(match => $"{Path.GetRelativePath(Root, script).Replace('\\', '/')} {match.Groups[1].Value}"));

        Assert.Equal(Known, found.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Caches_OfScripts_AreThoseThatAreWiped()
    {
        var names = Scripts().Where(static script => File.ReadAllText(script).Contains("caches.open", StringComparison.Ordinal))
            .SelectMany(static script => CacheName().Matches(File.ReadAllText(script)).Select(match => match.Groups[1].Value)).ToList();

        Assert.True(names.Count >= 3, string.Join(' ', names));
        Assert.Equal(["wall-page", "wall-state"], names.Distinct().Order(StringComparer.Ordinal));
        Assert.Contains("[name, `wall-page${suffix}`].includes(key)", File.ReadAllText(Path.Combine(Root, "wall", "memory.js")), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Scripts() => Directory.EnumerateFiles(Root, "*.js", SearchOption.AllDirectories)
        .Concat(Directory.EnumerateFiles(Path.Combine(DashboardHost.RepositoryRoot, "src", "ServiceLevelDashboard.Web", "Charts"), "*.razor.js"));

    [GeneratedRegex(@"\b(localStorage|sessionStorage|indexedDB|cookieStore|document\.cookie|caches)\b(?=[.\s]*[.(=])")]
    private static partial Regex Storage();

    [GeneratedRegex(@"(?:const name = |caches\.open\()[^;\n]*?['`]([a-z]+-[a-z]+)")]
    private static partial Regex CacheName();
}
