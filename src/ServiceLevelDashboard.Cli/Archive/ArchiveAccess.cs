using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Access;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Storage;
using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Cli.Archive;

/// <summary>The way from the shell to the dashboard's archive.</summary>
internal static class ArchiveAccess
{
    /// <summary>The option that names the data folder.</summary>
    public static Option<string?> Data() => new("--data")
    {
        HelpName = "FOLDER",
        Description = "The dashboard's data folder. Wins over Storage__DataFolder; ./data when neither is given.",
    };

    /// <summary>The archive's services; dispose them after use. Nothing is opened yet.</summary>
    /// <param name="shell">The shell.</param>
    /// <param name="data">The option <c>--data</c>, or null.</param>
    /// <param name="url">The option <c>--url</c>, or null: figures of a simulator lie in a folder of their own.</param>
    /// <exception cref="UsageException">A variable of section Storage is wrong.</exception>
    public static ServiceProvider Services(Shell shell, string? data, string? url)
    {
        var folder = data ?? (shell.Configuration["Storage:DataFolder"] is { Length: > 0 } given ? given : "data");
        var configuration = new ConfigurationBuilder()
            .AddConfiguration(shell.Configuration)
            .AddInMemoryCollection([KeyValuePair.Create(
                "Storage:DataFolder", (string?)Path.Combine(folder, StorageOptions.SubfolderFor(url ?? shell.Configuration["GENESYS_URL"])))])
            .Build();
        var services = new ServiceCollection();
        services.AddSingleton(shell.Clock);
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddStorage(configuration);
        services.AddAccounts(configuration);
        var provider = services.BuildServiceProvider();
        try
        {
            _ = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
            return provider;
        }
        catch (OptionsValidationException e)
        {
            provider.Dispose();
            throw new UsageException(string.Join('\n', e.Failures));
        }
    }

    /// <summary>Whether there is an archive; not when nothing has been kept yet.</summary>
    public static bool Exists(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<StorageOptions>>().Value;
        return options.UsesPostgreSql || File.Exists(options.SqliteFile);
    }
}
