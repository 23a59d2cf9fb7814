using System.Reflection;
using System.Xml.Linq;
using ArchUnitNET.Loader;

namespace ServiceLevelDashboard.Architecture.Tests;

/// <summary>The repository that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>What the name of every project begins with.</summary>
    public const string Product = "ServiceLevelDashboard.";

    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = Find();

    /// <summary>The projects of <c>src</c>, without <see cref="Product"/>.</summary>
    public static IReadOnlyList<string> Projects { get; } =
        [.. Directory.GetDirectories(Path.Combine(Root, "src"), Product + "*").Select(
            d => Path.GetFileName(d)[Product.Length..]).Order(StringComparer.Ordinal)];

    /// <summary>A project's own file.</summary>
    public static XDocument ProjectFile(string project) => XDocument.Load(Path.Combine(Root, "src", Product + project, Product + project + ".csproj"));

    /// <summary>What a project is compiled to, beside the tests.</summary>
    public static string AssemblyFile(string project) =>
        Path.Combine(AppContext.BaseDirectory, (ProjectFile(project).Descendants("AssemblyName").FirstOrDefault()?.Value ?? Product + project) + ".dll");

    /// <summary>The projects' assemblies; <c>Genesys.Sdk</c> is among them only where it was chosen.</summary>
    public static IEnumerable<Assembly> Assemblies() => Projects.Select(AssemblyFile).Where(File.Exists).Select(Assembly.LoadFrom);

    /// <summary>What they hold and need of one another, with these tests' own assembly; read once, since that takes seconds.</summary>
    public static ArchUnitNET.Domain.Architecture Code { get; } = new ArchLoader().LoadAssemblies([.. Assemblies(), typeof(Repository).Assembly]).Build();

    /// <summary>The files of <c>src</c> with an extension, but for what the build writes.</summary>
    public static IEnumerable<string> Sources(string extension) =>
        Directory.EnumerateFiles(Path.Combine(Root, "src"), "*" + extension, SearchOption.AllDirectories)
            .Where(static file => !file.Split(Path.DirectorySeparatorChar).Any(static folder => folder is "bin" or "obj"));

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "ServiceLevelDashboard.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
