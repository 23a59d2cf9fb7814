using System.Text.RegularExpressions;

namespace ServiceLevelDashboard.Architecture.Tests;

/// <summary>The dashboard may lie below a path of its host: no address is written from the host's root on.</summary>
public sealed partial class AddressRulesTests
{
    /// <summary>What the server says to a screen, from the site's root on; the script puts the rest before it.</summary>
    private static readonly string[] Said = ["rest.startsWith('/wall/')", "text.startsWith('/wall/')"];

    [Fact]
    public void Address_InAPage_IsRelativeToItsBase() => Assert.Empty(
        from file in Repository.Sources(".razor")
        from Match found in FromRoot().Matches(File.ReadAllText(file))
        select $"{file}: {found.Value}");

    [Fact]
    public void Address_InAScriptOrStyle_IsRelativeToItsFile() => Assert.Empty(
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "wwwroot"), "*", SearchOption.AllDirectories)
            .Where(static f => !f.Split(Path.DirectorySeparatorChar).Contains("lib")).Concat(Repository.Sources(".js")).Concat(Repository.Sources(".css"))
        where Path.GetExtension(file) is ".js" or ".css"
        let text = Said.Aggregate(File.ReadAllText(file), static (all, known) => all.Replace(known, "", StringComparison.Ordinal))
        from Match found in Quoted().Matches(text)
        select $"{file}: {found.Value}");

    [Fact]
    public void Address_ThatPagesName_DoesNotBeginAtTheRoot() => Assert.Empty(
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "ServiceLevelDashboard.Web", "Addresses"), "*.cs")
        where Path.GetFileName(file) != "OwnAddress.cs"
        from Match found in Begins().Matches(File.ReadAllText(file))
        select $"{file}: {found.Value}");

    /// <summary>A redirect has no base: it says where the site is.</summary>
    [Fact]
    public void Redirect_OfTheServer_NamesTheSite() => Assert.Empty(
        from file in Repository.Sources(".cs").Where(static f => f.Contains("ServiceLevelDashboard.Web", StringComparison.Ordinal))
        from Match found in Redirect().Matches(File.ReadAllText(file))
        where !found.Groups[1].Value.Contains("request.Own(", StringComparison.OrdinalIgnoreCase)
            && found.Groups[1].Value is not ("context.RedirectUri" or "$\"{prefix}/{request.QueryString}\"")
        select $"{file}: {found.Value}");

    [GeneratedRegex("""(?:href|src|action)="(?:@\(?\$?")?/|NavigateTo\(\$?"/""")]
    private static partial Regex FromRoot();

    [GeneratedRegex("""(?<=['"`])/[a-z_][\w/.-]*(?=['"`?$])|url\(['"]?/[^)]*""")]
    private static partial Regex Quoted();

    [GeneratedRegex("""(?:const string \w+ = |=> )\$?"/[^"]*""")]
    private static partial Regex Begins();

    [GeneratedRegex(@"\.Redirect\((.*?)\)+;")]
    private static partial Regex Redirect();
}
