using Microsoft.Extensions.Configuration;
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
        EnvFile.UseProxies(file);
        builder.AddInMemoryCollection(EnvFile.Read(file));
        var configuration = builder.AddEnvironmentVariables().Build();
        if (directory != workingDirectory)
        {
            configuration[DataFolder] = Path.GetFullPath(configuration[DataFolder] is { Length: > 0 } given ? given : "data", directory);
        }
        return configuration;
    }
}
