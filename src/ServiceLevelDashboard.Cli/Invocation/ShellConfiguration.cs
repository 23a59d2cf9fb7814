using dotenv.net;
using Microsoft.Extensions.Configuration;

namespace ServiceLevelDashboard.Cli.Invocation;

/// <summary>The configuration of the shell: a file <c>.env</c> in the working directory, then the environment, which wins.</summary>
internal static class ShellConfiguration
{
    public static IConfiguration Read(string directory)
    {
        var builder = new ConfigurationBuilder();
        var file = Path.Combine(directory, ".env");
        if (File.Exists(file))
        {
            builder.AddInMemoryCollection(FromFile(file));
        }
        return builder.AddEnvironmentVariables().Build();
    }

    private static IEnumerable<KeyValuePair<string, string?>> FromFile(string file)
    {
        // A secret may hold '$': nothing is expanded. A comment at the end of a line begins with a blank.
        var options = new DotEnvOptions(
            ignoreExceptions: false, envFilePaths: [file], trimValues: true, supportExportSyntax: true,
            supportInlineComments: true, supportVariableExpansion: false);
        // Environment variables write Site__TimeZone for the key Site:TimeZone; the file follows them.
        return DotEnv.Read(options).Select(pair =>
            KeyValuePair.Create(pair.Key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal), (string?)pair.Value));
    }
}
