using dotenv.net;
using Microsoft.Extensions.Configuration;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Cli.Invocation;

/// <summary>The configuration of the shell: a file <c>.env</c> in the installation's folder, then the environment, which wins.</summary>
internal static class ShellConfiguration
{
    private const string DataFolder = "Storage:DataFolder";

    /// <summary>Reads it.</summary>
    /// <param name="workingDirectory">Where the shell was started.</param>
    /// <param name="programFolder">Where it lies: a dashboard that is started there has its <c>.env</c> and data there.</param>
    public static IConfiguration Read(string workingDirectory, string programFolder)
    {
        var directory = InstallationFolder.Find(workingDirectory, programFolder);
        var builder = new ConfigurationBuilder();
        var file = Path.Combine(directory, ".env");
        if (File.Exists(file))
        {
            builder.AddInMemoryCollection(FromFile(file));
        }
        var configuration = builder.AddEnvironmentVariables().Build();
        if (directory != workingDirectory)
        {
            configuration[DataFolder] = Path.GetFullPath(configuration[DataFolder] is { Length: > 0 } given ? given : "data", directory);
        }
        return configuration;
    }

    private static IEnumerable<KeyValuePair<string, string?>> FromFile(string file)
    {
        FileText.Check(file, File.ReadAllBytes(file));
        // A secret may hold '$': nothing is expanded. A comment at the end of a line begins with a blank.
        var options = new DotEnvOptions(
            ignoreExceptions: false, envFilePaths: [file], trimValues: true, supportExportSyntax: true,
            supportInlineComments: true, supportVariableExpansion: false);
        // Environment variables write Site__TimeZone for the key Site:TimeZone; the file follows them.
        return DotEnv.Read(options).Select(pair =>
            KeyValuePair.Create(pair.Key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal), (string?)pair.Value));
    }
}
