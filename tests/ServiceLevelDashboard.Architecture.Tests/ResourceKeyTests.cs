using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ServiceLevelDashboard.Architecture.Tests;

/// <summary>Every text of the resource files is shown somewhere.</summary>
public sealed partial class ResourceKeyTests
{
    [Fact]
    public void ResourceKeys_InSrc_AreAllUsed()
    {
        var used = Repository.Sources(".cs").Concat(Repository.Sources(".razor"))
            .SelectMany(static file => Use().Matches(File.ReadAllText(file)).Select(static match => match.Value)).ToHashSet(StringComparer.Ordinal);
        var keys =
            (from file in Repository.Sources(".resx")
             let name = Path.GetFileNameWithoutExtension(file)
             where !name.Contains('.', StringComparison.Ordinal) // a translation
             from data in XDocument.Load(file).Root!.Elements("data")
             select $"{name}.{data.Attribute("name")!.Value}").ToList();

        Assert.True(keys.Count > 1000, $"only {keys.Count} keys were found");
        Assert.Empty(keys.Except(used));
    }

    [GeneratedRegex(@"\b\w*Text\.\w+")]
    private static partial Regex Use();
}
