using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ServiceLevelDashboard.Architecture.Tests;

/// <summary>Texts and pages use the words of <c>docs/glossary.md</c>: what its last table puts in its left column stands nowhere else.</summary>
public sealed partial class WordsTests
{
    private const string Glossary = "docs/glossary.md";

    private static readonly Regex Banned = new(
        $@"\b(?:{string.Join('|', Phrases().Select(Regex.Escape))})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    [Fact]
    public void Texts_InBothLanguages_UseTheGlossary()
    {
        var texts =
            (from file in Repository.Sources(".resx")
             from data in XDocument.Load(file).Root!.Elements("data") // a resource file has a root
             select (Place: $"{Path.GetFileName(file)}: {data.Attribute("name")!.Value}", Text: data.Element("value")!.Value)).ToList();

        Assert.True(texts.Count > 2000, $"only {texts.Count} texts were found");
        Assert.Empty(texts.SelectMany(static t => Found(t.Place, t.Text)));
    }

    [Fact]
    public void Pages_OfTheDocumentation_UseTheGlossary()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(Repository.Root, "README.md"))
            .Where(static page => !page.EndsWith(Glossary, StringComparison.Ordinal)).ToList();

        Assert.True(pages.Count > 20, $"only {pages.Count} pages were found");
        Assert.Empty(pages.SelectMany(static page => Found(Path.GetRelativePath(Repository.Root, page), File.ReadAllText(page))));
    }

    [Theory]
    [InlineData("3 queues need you", true)]
    [InlineData("Cut by day", true)]
    [InlineData("Fehlerbudget heute", true)]
    [InlineData("a shortcut by hand", false)]
    [InlineData("Miss allowance today", false)]
    public void Banned_OfAText_AreWholeWordsInAnyCase(string text, bool isBanned) => Assert.Equal(isBanned, Banned.IsMatch(text));

    private static IEnumerable<string> Found(string place, string text) => Banned.Matches(text).Select(match => $"{place} says “{match.Value}”");

    private static IEnumerable<string> Phrases()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, Glossary));
        var rows = Row().Matches(page[page.IndexOf("## Not these", StringComparison.Ordinal)..]);
        return rows.Skip(2).SelectMany(static row => row.Groups[1].Value.Split(';', StringSplitOptions.TrimEntries)); // two lines of heading
    }

    [GeneratedRegex(@"^\| ?([^|]+?) ?\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
