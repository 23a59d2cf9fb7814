using ServiceLevelDashboard.Storage.Model;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Web.Hosting;

/// <summary>Where the archive lies: figures of a simulated contact centre are set apart from real ones.</summary>
internal static class ArchiveFolder
{
    /// <summary>The configuration key.</summary>
    public const string Key = "Storage:DataFolder";

    private const string Default = "data";

    /// <summary>Makes the folder absolute, below the installation's, and sets simulated data apart.</summary>
    /// <returns>The data folder itself.</returns>
    /// <exception cref="StartRefusedException">The archive lies there, and the folder cannot be written to.</exception>
    public static string SettleArchiveFolder(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var given = configuration[Key] is { Length: > 0 } folder ? folder : Default;
        var absolute = Path.GetFullPath(given, InstallationFolder.Find(builder.Environment.ContentRootPath, AppContext.BaseDirectory));
        if (string.IsNullOrWhiteSpace(configuration["Storage:PostgreSql"]))
        {
            WritableFolder.Prepare(absolute, Key.Replace(":", "__", StringComparison.Ordinal));
        }
        configuration.AddInMemoryCollection([KeyValuePair.Create(Key, (string?)Path.Combine(absolute, SubfolderOf(configuration)))]);
        return absolute;
    }

    /// <summary>Refuses to start over an archive that no waiting makes usable.</summary>
    /// <exception cref="StartRefusedException">It was written by a newer program, or its server refuses the password.</exception>
    public static async Task CheckArchiveAsync(this WebApplication app)
    {
        try
        {
            await app.Services.GetRequiredService<IArchiveCheck>().CheckAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is ArchiveTooNewException or ArchiveRefusedException)
        {
            throw new StartRefusedException(e.Message);
        }
    }

    /// <summary>The embedded contact centre has a name of its own; its port is another at every start.</summary>
    internal static string SubfolderOf(IConfiguration configuration) =>
        configuration[EmbeddedSimulator.NameKey] is { Length: > 0 } embedded ? embedded : StorageOptions.SubfolderFor(configuration["GENESYS_URL"]);
}
