using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Web.Hosting;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Compatibility;

/// <summary>
/// Today's dashboard over a copy of an archive that version 0.1 wrote (<c>tests/data/archive-0.1</c>), a quarter of an hour after 0.1 was
/// stopped. The contact centre is away, so that everything shown comes from the archive.
/// </summary>
public abstract class Archive01Host(string name) : WebApplicationFactory<DataOrigin>, IAsyncLifetime
{
    private const int NobodysPort = 9; // "discard": nothing listens there

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sld-archive-01-");
    private readonly Dictionary<string, string> _files = [];

    /// <summary>Secrets and ids that 0.1 gave out; they open nothing but this copy.</summary>
    internal Archive01Keys Keys { get; private set; } = null!; // set before the first test

    /// <summary>Why the tests cannot run here, or null.</summary>
    public virtual string? Missing => null;

    /// <summary>What 0.1 answered.</summary>
    public string Expected(string file) => _files[file];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }
        var archive = "";
        await using (var zip = await ZipFile.OpenReadAsync(Path.Combine(DashboardHost.RepositoryRoot, "tests", "data", "archive-0.1", name + ".zip")))
        {
            foreach (var entry in zip.Entries)
            {
                if (entry.Name.StartsWith("archive.", StringComparison.Ordinal))
                {
                    archive = Path.Combine(_folder.FullName, entry.Name);
                    await entry.ExtractToFileAsync(archive);
                    continue;
                }

                using var text = new StreamReader(await entry.OpenAsync());
                _files.Add(entry.Name, await text.ReadToEndAsync());
            }
        }

        Keys = JsonSerializer.Deserialize<Archive01Keys>(Expected("keys.json"), JsonSerializerOptions.Web)!; // written with the archive
        await RestoreAsync(archive);
        await ShownAsync();
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await RemoveAsync();
        _folder.Remove();
        GC.SuppressFinalize(this);
    }

    /// <summary>Puts the archive where the dashboard looks for it.</summary>
    private protected abstract Task RestoreAsync(string file);

    /// <summary>Takes it away again.</summary>
    private protected abstract Task RemoveAsync();

    /// <summary>The folder of figures of the contact centre that is away.</summary>
    private protected string Figures => Path.Combine(_folder.FullName, $"simulated-port-{NobodysPort}");

    /// <inheritdoc/>
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.UseContentRoot(DashboardHost.RepositoryRoot);
        builder.ConfigureLogging(static logging => logging.ClearProviders());
        builder.UseSetting("GENESYS_CLIENT_ID", "simulator");
        builder.UseSetting("GENESYS_CLIENT_SECRET", "not-a-secret");
        builder.UseSetting("GENESYS_URL", $"http://127.0.0.1:{NobodysPort}/");
        builder.UseSetting("Genesys:Retries", "0");
        builder.UseSetting("Site:TimeZone", "Europe/Berlin");
        builder.UseSetting("Refresh:Granularity", "PT30M");
        builder.UseSetting("History:BackfillDays", "0");
        builder.UseSetting("Security:SignIn", "Always");
        builder.UseSetting("Storage:DataFolder", _folder.FullName);
        builder.ConfigureTestServices(
            static services => services.AddSingleton<TimeProvider>(new ClockFrom(new DateTimeOffset(2026, 11, 26, 12, 20, 0, TimeSpan.Zero))));
    }

    /// <summary>Waits until the archive's last day is shown and its documents are read.</summary>
    private async Task ShownAsync()
    {
        await Services.GetRequiredService<ISnapshots>().FirstAsync(static _ => true, CancellationToken.None);
        foreach (var cache in Services.GetServices<IDocumentCache>())
        {
            await cache.RefreshAsync(CancellationToken.None);
        }
    }

    /// <summary>A clock that runs on from a moment.</summary>
    private sealed class ClockFrom(DateTimeOffset start) : TimeProvider
    {
        private readonly TimeSpan _shift = start - System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _shift;
    }
}

/// <summary>What 0.1 gave out.</summary>
/// <param name="Password">Of everybody who has one.</param>
/// <param name="Token">A program's, of the role viewer.</param>
/// <param name="TokenOfOneQueue">A program's, of a role that sees <paramref name="Queue"/> alone.</param>
/// <param name="Screen">The credential of the screen in the hall.</param>
/// <param name="RevokedScreen">That of the screen whose access was taken away.</param>
/// <param name="Kept">The addresses of the kept figures by what is special about each.</param>
/// <param name="Queue">A queue with a target of its own from 24 November on.</param>
/// <param name="OtherQueue">A queue with a target of its group on 25 November.</param>
/// <param name="QueueName">The first queue's name.</param>
/// <param name="OtherQueueName">The second queue's.</param>
internal sealed record Archive01Keys(
    string Password, string Token, string TokenOfOneQueue, string Screen, string RevokedScreen, Dictionary<string, string> Kept,
    string Queue, string OtherQueue, string QueueName, string OtherQueueName);

/// <summary>The archive in a file.</summary>
public sealed class Archive01OnSqlite() : Archive01Host("sqlite")
{
    private protected override Task RestoreAsync(string file)
    {
        Directory.CreateDirectory(Figures);
        File.Move(file, Path.Combine(Figures, "archive.db"));
        return Task.CompletedTask;
    }

    private protected override Task RemoveAsync() => Task.CompletedTask; // with its folder
}

/// <summary>The archive on a server.</summary>
public sealed class Archive01OnPostgreSql() : Archive01Host("postgresql")
{
    private readonly string? _server = Environment.GetEnvironmentVariable("SLD_TEST_POSTGRESQL");
    private readonly string _database = "t" + Guid.NewGuid().ToString("N");

    /// <inheritdoc/>
    public override string? Missing => string.IsNullOrEmpty(_server) ? "SLD_TEST_POSTGRESQL names no server; ./test starts one where it can." : null;

    private string Connection => new NpgsqlConnectionStringBuilder(_server) { Database = _database }.ToString();

    /// <inheritdoc/>
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Storage:PostgreSql", Connection);
    }

    private protected override async Task RestoreAsync(string file)
    {
        await DoAsync(_server!, $"CREATE DATABASE {_database}"); // there is one: nothing is missing
        await DoAsync(Connection, await File.ReadAllTextAsync(file));
    }

    private protected override async Task RemoveAsync()
    {
        if (Missing is not null)
        {
            return;
        }
        await DoAsync(_server!, $"DROP DATABASE IF EXISTS {_database} WITH (FORCE)"); // likewise
    }

    private static async Task DoAsync(string server, string statements)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the statements are the test's own
        command.CommandText = statements;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
