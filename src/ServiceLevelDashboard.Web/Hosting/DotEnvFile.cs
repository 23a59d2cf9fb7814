using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Web.Hosting;

/// <summary>Reads <c>.env</c> of the installation's folder, where there is one, into the configuration: above the files, below the environment.</summary>
internal static class DotEnvFile
{
    /// <summary>Adds the file's variables; nothing when there is no file.</summary>
    /// <returns>A sentence for each that does not count there.</returns>
    /// <exception cref="StartRefusedException">It cannot be read.</exception>
    public static IReadOnlyList<string> AddDotEnvFile(this WebApplicationBuilder builder)
    {
        var path = Path.Combine(InstallationFolder.Find(builder.Environment.ContentRootPath, AppContext.BaseDirectory), ".env");
        if (!File.Exists(path))
        {
            return [];
        }
        try
        {
            EnvFile.UseProxies(path);
            var source = new MemoryConfigurationSource { InitialData = EnvFile.Read(path) };
            var sources = builder.Configuration.Sources;
            var environment = sources.LastOrDefault(s => s is EnvironmentVariablesConfigurationSource);
            sources.Insert(environment is null ? sources.Count : sources.IndexOf(environment), source);
            return [.. EnvFile.WithoutEffect(path)
                .Select(name => $"{path}: {name} does not count there, since it is read before the program begins. Set it in the environment.")];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or UnreadableTextException)
        {
            throw new StartRefusedException(e.Message);
        }
    }
}
