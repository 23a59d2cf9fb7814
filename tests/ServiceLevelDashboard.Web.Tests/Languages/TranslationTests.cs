using System.Text.RegularExpressions;
using System.Xml.Linq;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Languages;

/// <summary>Every text has its German, with the same places for values.</summary>
public sealed partial class TranslationTests
{
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

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(file).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value); // a resource file has a root

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(m => m.Value)];

    [GeneratedRegex(@"\{\d+[^}]*\}")]
    private static partial Regex Place();
}
