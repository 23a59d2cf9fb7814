using Npgsql;

namespace ServiceLevelDashboard.Storage.Model;

/// <summary>Where the archive lives and how long it keeps. Configuration section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Storage";

    /// <summary>Folder of the SQLite file, its lock and its copies; made when absent. Default <c>data</c> below the working directory.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>PostgreSQL connection string; empty (the default) uses the SQLite file in <see cref="DataFolder"/>.</summary>
    public string? PostgreSql { get; set; }

    /// <summary>
    /// Whether this is the only instance on PostgreSQL, so that it need not ask who leads: live figures then go on while the database is away. Two that
    /// both say so would both ask the contact centre. Default false.
    /// </summary>
    public bool OnlyInstance { get; set; }

    /// <summary>
    /// PostgreSQL connection string of a read replica; empty (the default) for none. Intervals that have settled are read there, and from the archive itself
    /// while the replica is away.
    /// </summary>
    public string? PostgreSqlReplica { get; set; }

    /// <summary>How long intervals are kept. Default 18 months, at least 1, at most 120.</summary>
    public int RetentionMonths { get; set; } = 18;

    /// <summary>How long after its end an interval counts as settled. Default 3 hours, 1 to 48.</summary>
    public int SettleHours { get; set; } = 3;

    /// <summary>Whether PostgreSQL is used.</summary>
    public bool UsesPostgreSql => !string.IsNullOrWhiteSpace(PostgreSql);

    /// <summary>The SQLite file.</summary>
    public string SqliteFile => Path.Combine(DataFolder, "archive.db");

    /// <summary>What is wrong with the options, in sentences that name the key and the fix; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(DataFolder))
        {
            yield return "Storage:DataFolder is empty; name a folder that the service may write, for instance /var/lib/service-level-dashboard.";
        }
        if (UsesPostgreSql && !IsConnectionString(PostgreSql))
        {
            // the text itself may hold a password
            yield return "Storage:PostgreSql is no connection string; write it like Host=db.example;Database=dashboard;Username=dashboard;Password=…";
        }
        if (!string.IsNullOrWhiteSpace(PostgreSqlReplica) && !IsConnectionString(PostgreSqlReplica))
        {
            yield return
                "Storage:PostgreSqlReplica is no connection string; write it like Host=replica.example;Database=dashboard;Username=dashboard;Password=…";
        }
        if (!string.IsNullOrWhiteSpace(PostgreSqlReplica) && !UsesPostgreSql)
        {
            yield return "Storage:PostgreSqlReplica is set without Storage:PostgreSql; name the archive that it is a replica of.";
        }
        if (RetentionMonths is < 1 or > 120)
        {
            yield return $"Storage:RetentionMonths is {RetentionMonths}; it must be 1 to 120.";
        }
        if (SettleHours is < 1 or > 48)
        {
            yield return $"Storage:SettleHours is {SettleHours}; it must be 1 to 48.";
        }
    }

    /// <summary>The subfolder of a contact centre that the dashboard itself starts: its port is another at every start.</summary>
    /// <param name="seed">What decides its contacts.</param>
    /// <param name="queues">How many queues it has.</param>
    /// <param name="zone">Its time zone.</param>
    public static string SubfolderForEmbedded(int seed, int queues, string zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return FormattableString.Invariant($"simulated-{seed}-{queues}-{zone.Replace('/', '-')}");
    }

    /// <summary>
    /// The subfolder in which figures of a contact centre are kept: none for a real organisation; one of its own for an address
    /// on this machine, where nothing but a simulator listens. Figures of two organisations never share a file: what covers
    /// "all queues" of one would read as zero for the queues of the other.
    /// </summary>
    /// <param name="contactCentreUrl">The address that is used instead of a region's, or null.</param>
    public static string SubfolderFor(string? contactCentreUrl) =>
        Uri.TryCreate(contactCentreUrl, UriKind.Absolute, out var address) && address.IsLoopback
            ? FormattableString.Invariant($"simulated-port-{address.Port}")
            : "";

    private static bool IsConnectionString(string? text)
    {
        try
        {
            return !string.IsNullOrWhiteSpace(new NpgsqlConnectionStringBuilder(text).Host);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException or InvalidCastException or OverflowException)
        {
            return false;
        }
    }
}
