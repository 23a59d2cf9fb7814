namespace ServiceLevelDashboard.Web.Hosting;

/// <summary>
/// Where the archive lies. Figures of a simulated contact centre never share a file with real ones, nor with those of another
/// simulation: an archive that covers "all queues" of one organisation would read as zero for the queues of another.
/// </summary>
internal static class ArchiveFolder
{
    /// <summary>The configuration key.</summary>
    public const string Key = "Storage:DataFolder";

    private const string Default = "data";

    /// <summary>Makes the folder absolute, below the content root, and sets simulated data apart.</summary>
    public static void SettleArchiveFolder(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var given = configuration[Key] is { Length: > 0 } folder ? folder : Default;
        var absolute = Path.GetFullPath(given, builder.Environment.ContentRootPath);
        configuration.AddInMemoryCollection([KeyValuePair.Create(Key, (string?)Path.Combine(absolute, SubfolderOf(configuration)))]);
    }

    /// <summary>Empty for a real organisation; for a simulated one a name of its own.</summary>
    internal static string SubfolderOf(IConfiguration configuration)
    {
        if (configuration[EmbeddedSimulator.NameKey] is { Length: > 0 } embedded) return embedded;
        return DataOrigin.IsLoopback(configuration["GENESYS_URL"])
            ? $"simulated-port-{new Uri(configuration["GENESYS_URL"]!).Port}" // IsLoopback has read it
            : "";
    }
}
