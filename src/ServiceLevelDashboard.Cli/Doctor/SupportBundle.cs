using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Cli.Archive;
using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Cli.Doctor;

/// <summary>
/// What somebody who helps needs to know, as one ZIP file: the doctor's findings, the program and the machine, which settings are given, and
/// how the archive stands. No secret, no name of a person, a queue, a host or a folder: of a setting the value stands there only when it can be none.
/// </summary>
internal static class SupportBundle
{
    /// <summary>Settings whose values are numbers, switches or names that everybody may know.</summary>
    private static readonly string[] Shown =
    [
        "GENESYS_REGION", "Site:TimeZone", "Site:DayStart", "Storage:RetentionMonths", "Storage:SettleHours", "History:BackfillDays",
        "Security:SignIn", "Security:HstsDays", "Security:IdleHours", "Security:LongestHours",
        "Security:ConnectionsPerClient", "Security:Connections", "Security:RequestsPerSecond", "Security:StreamsPerClient", "Security:PagesPerClient",
    ];

    /// <summary>Sections whose settings are the dashboard's: of everything else, which may be another program's, not even the name is written.</summary>
    private static readonly string[] Own =
    [
        "Site",
        "Refresh",
        "ServiceLevel",
        "Storage",
        "History",
        "Security",
        "Https",
        "Wall",
        "Genesys",
        "Simulator",
        "AllowedHosts",
        "Logging",
    ];

    /// <summary>Sections in which people give names: how many there are is all that is written.</summary>
    private static readonly string[] Named = ["Boards", "Sites"];

    private static readonly JsonWriterOptions _indented = new() { Indented = true, NewLine = "\n" };

    /// <summary>Writes the file.</summary>
    public static async Task WriteAsync(
        Stream stream, Shell shell, string? url, Action<Stream> text, Action<Stream> findings, CancellationToken cancellationToken)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Add(zip, "doctor.txt", text);
        Add(zip, "doctor.json", findings);
        Add(zip, "program.json", Json(json => WriteProgram(json, shell)));
        Add(zip, "settings.json", Json(json => WriteSettings(json, shell.Configuration)));
        var archive = await ArchiveAsync(shell, url, cancellationToken);
        Add(zip, "archive.json", Json(json => WriteMembers(json, archive)));
    }

    private static void WriteProgram(Utf8JsonWriter json, Shell shell)
    {
        var memory = GC.GetGCMemoryInfo();
        WriteMembers(json, new Dictionary<string, string?>
        {
            ["version"] = typeof(SupportBundle).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
            ["runtime"] = RuntimeInformation.FrameworkDescription,
            ["system"] = RuntimeInformation.OSDescription,
            ["architecture"] = RuntimeInformation.ProcessArchitecture.ToString(),
            ["processors"] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
            ["memoryMegabytes"] = (memory.TotalAvailableMemoryBytes / 1_048_576).ToString(CultureInfo.InvariantCulture),
            ["zone"] = TimeZoneInfo.Local.Id,
            ["culture"] = CultureInfo.CurrentCulture.Name,
            ["writtenAt"] = shell.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        });
    }

    private static void WriteSettings(Utf8JsonWriter json, IConfiguration configuration)
    {
        json.WriteStartObject();
        var given = configuration.AsEnumerable()
            .Where(pair => !string.IsNullOrEmpty(pair.Value) && IsOwn(pair.Key))
            .OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in given)
        {
            json.WriteString(key, IsShown(key, value!) ? value : "set"); // not empty: filtered
        }
        foreach (var section in Named)
        {
            json.WriteNumber(section, configuration.GetSection(section).GetChildren().Count());
        }
        json.WriteEndObject();
    }

    private static bool IsOwn(string key) =>
        key.StartsWith("GENESYS_", StringComparison.OrdinalIgnoreCase) || Own.Contains(key.Split(':')[0], StringComparer.OrdinalIgnoreCase);

    /// <summary>Numbers and switches of the sections that hold nothing else are shown too; a value that looks like neither is not, whatever its key.</summary>
    private static bool IsShown(string key, string value) =>
        value.Length <= 40 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or ':' or '.' or '+')
        && (Shown.Contains(key, StringComparer.OrdinalIgnoreCase)
            || (key.Split(':')[0] is var section
                && (section.Equals("Refresh", StringComparison.OrdinalIgnoreCase) || section.Equals("ServiceLevel", StringComparison.OrdinalIgnoreCase))
                && (decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out _) || bool.TryParse(value, out _))));

    private static async Task<Dictionary<string, string?>> ArchiveAsync(Shell shell, string? url, CancellationToken cancellationToken)
    {
        try
        {
            await using var services = ArchiveAccess.Services(shell, data: null, url);
            var options = services.GetRequiredService<IOptions<StorageOptions>>().Value;
            var facts = new Dictionary<string, string?> { ["kind"] = options.UsesPostgreSql ? "PostgreSQL" : "SQLite" };
            if (!ArchiveAccess.Exists(services))
            {
                facts["state"] = "nothing has been kept yet";
                return facts;
            }

            if (!options.UsesPostgreSql)
            {
                facts["bytes"] = new FileInfo(options.SqliteFile).Length.ToString(CultureInfo.InvariantCulture);
            }
            facts["state"] = await StateAsync(services.GetRequiredService<IDocumentStore>(), shell, cancellationToken);
            return facts;
        }
        catch (UsageException)
        {
            return new Dictionary<string, string?> { ["state"] = "the settings of section Storage are wrong" };
        }
    }

    private static async Task<string> StateAsync(IDocumentStore documents, Shell shell, CancellationToken cancellationToken)
    {
        try
        {
            await KeptDocuments.ReadAsync(documents, BoardDocuments.Kind, shell, cancellationToken);
            return "can be read";
        }
        catch (ArchiveUnavailableException e)
        {
            return $"cannot be read: {(e.InnerException ?? e).GetType().Name}"; // its message may name a host, a person or a folder
        }
    }

    private static void WriteMembers(Utf8JsonWriter json, IReadOnlyDictionary<string, string?> members)
    {
        json.WriteStartObject();
        foreach (var (name, value) in members)
        {
            json.WriteString(name, value);
        }
        json.WriteEndObject();
    }

    private static Action<Stream> Json(Action<Utf8JsonWriter> write) => stream =>
    {
        using var json = new Utf8JsonWriter(stream, _indented);
        write(json);
    };

    private static void Add(ZipArchive zip, string name, Action<Stream> write)
    {
        using var entry = zip.CreateEntry(name).Open();
        write(entry);
    }
}
