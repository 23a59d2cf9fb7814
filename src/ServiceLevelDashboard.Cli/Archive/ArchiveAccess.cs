using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Access;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Delivery.Hosting;
using ServiceLevelDashboard.Delivery.Reports;
using ServiceLevelDashboard.Storage;
using ServiceLevelDashboard.Storage.Intervals;
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
            .AddInMemoryCollection([KeyValuePair.Create("Storage:DataFolder", (string?)Path.Combine(folder, Subfolder(shell.Configuration, folder, url)))])
            .Build();
        var services = new ServiceCollection();
        services.AddSingleton(shell.Clock);
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddStorage(configuration);
        services.AddAccounts(configuration);
        services.AddDelivery(configuration);
        services.AddReportMaker(configuration);
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

    /// <summary>As the dashboard finds it; without credentials that of the contact centre it makes up, where there is no other.</summary>
    private static string Subfolder(IConfiguration configuration, string folder, string? url)
    {
        var subfolder = StorageOptions.SubfolderFor(url ?? configuration["GENESYS_URL"]);
        if (subfolder.Length > 0 || !string.IsNullOrWhiteSpace(configuration["GENESYS_CLIENT_ID"]) || File.Exists(Path.Combine(folder, "archive.db")))
        {
            return subfolder;
        }
        var embedded = StorageOptions.SubfolderForEmbedded(
            configuration.GetValue("Simulator:Seed", 1),
            configuration.GetValue("Simulator:Queues", 40),
            configuration["Site:TimeZone"] is { Length: > 0 } zone ? zone : "Europe/London");
        return Directory.Exists(Path.Combine(folder, embedded)) ? embedded : subfolder;
    }

    /// <summary>Whether there is an archive; not when nothing has been kept yet.</summary>
    public static bool Exists(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<StorageOptions>>().Value;
        return options.UsesPostgreSql || File.Exists(options.SqliteFile);
    }

    /// <summary>How many rows there are, and until when.</summary>
    public static string RowsOf(ArchiveExamination examined) => FormattableString.Invariant($"{examined.Rows:N0} rows of figures")
        + (examined.FetchedAt is { } at ? FormattableString.Invariant($", fetched until {at:yyyy-MM-dd HH:mm} UTC") : "");
}
