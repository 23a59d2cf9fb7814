using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Web.Hosting;

/// <summary>Where the archive lies: figures of a simulated contact centre are set apart from real ones.</summary>
internal static class ArchiveFolder
{
    /// <summary>The configuration key.</summary>
    public const string Key = "Storage:DataFolder";

    private const string Default = "data";

    /// <summary>Makes the folder absolute, below the content root, and sets simulated data apart.</summary>
    /// <returns>The data folder itself.</returns>
    public static string SettleArchiveFolder(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var given = configuration[Key] is { Length: > 0 } folder ? folder : Default;
        var absolute = Path.GetFullPath(given, builder.Environment.ContentRootPath);
        configuration.AddInMemoryCollection([KeyValuePair.Create(Key, (string?)Path.Combine(absolute, SubfolderOf(configuration)))]);
        return absolute;
    }

    /// <summary>The embedded contact centre has a name of its own; its port is another at every start.</summary>
    internal static string SubfolderOf(IConfiguration configuration) =>
        configuration[EmbeddedSimulator.NameKey] is { Length: > 0 } embedded ? embedded : StorageOptions.SubfolderFor(configuration["GENESYS_URL"]);
}
