using dotenv.net;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Web.Hosting;

/// <summary>Reads <c>.env</c> of the installation's folder, where there is one, into the configuration: above the files, below the environment.</summary>
internal static class DotEnvFile
{
    /// <summary>Adds the file's variables; nothing when there is no file.</summary>
    public static void AddDotEnvFile(this WebApplicationBuilder builder)
    {
        var path = Path.Combine(InstallationFolder.Find(builder.Environment.ContentRootPath, AppContext.BaseDirectory), ".env");
        if (!File.Exists(path))
        {
            return;
        }
        // A secret may hold a dollar sign: nothing is expanded, as in sld.
        var variables = Read(path);
        var source = new MemoryConfigurationSource
        {
            // the environment's way to write a section: Site__TimeZone
            InitialData = variables.Select(v => KeyValuePair.Create(v.Key.Replace("__", ":", StringComparison.Ordinal), (string?)v.Value)),
        };
        var sources = builder.Configuration.Sources;
        var environment = sources.LastOrDefault(s => s is EnvironmentVariablesConfigurationSource);
        sources.Insert(environment is null ? sources.Count : sources.IndexOf(environment), source);
    }

    private static IDictionary<string, string> Read(string path)
    {
        try
        {
            FileText.Check(path, File.ReadAllBytes(path));
            return DotEnv.Read(new DotEnvOptions(
                ignoreExceptions: false, envFilePaths: [path], trimValues: true, supportExportSyntax: true, supportVariableExpansion: false));
        }
        catch (UnreadableTextException e)
        {
            throw new StartRefusedException(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            throw new StartRefusedException($"{path} cannot be read: {e.Message} Each line is NAME=value.");
        }
    }
}
