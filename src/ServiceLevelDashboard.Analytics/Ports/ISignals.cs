namespace ServiceLevelDashboard.Analytics.Ports;

/// <summary>
/// Tells instances on one archive that something changed, so that they need not wait for their next look. It may fall silent without an error, and behind a
/// pooler it is never heard: nobody may depend on it.
/// </summary>
public interface ISignals
{
    /// <summary>Whether there may be other instances at all: false on SQLite, where looks for what they did are not worth making often.</summary>
    bool HasOthers { get; }

    /// <summary>Hears what changes, this instance's own changes included, until the connection breaks; ends at once where nothing can be heard.</summary>
    /// <returns>Names of <see cref="Signal"/>.</returns>
    /// <exception cref="ArchiveUnavailableException">No connection, or it broke; thrown by the enumeration.</exception>
    IAsyncEnumerable<string> ListenAsync(CancellationToken cancellationToken);
}

/// <summary>What can change.</summary>
public static class Signal
{
    /// <summary>What is known of the present.</summary>
    public const string Live = "live";

    /// <summary>Documents, and with them boards, roles, tokens, screens and waiting screens.</summary>
    public const string Documents = "documents";

    /// <summary>Sessions.</summary>
    public const string Sessions = "sessions";

    /// <summary>Orders to screens.</summary>
    public const string Orders = "orders";

    /// <summary>Alerts.</summary>
    public const string Alerts = "alerts";
}
