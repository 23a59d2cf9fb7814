using System.Collections.Immutable;
using ServiceLevelDashboard.Simulator.Faults;

namespace ServiceLevelDashboard.Simulator.Settings;

/// <summary>What kind of contact centre to simulate and how it behaves on the wire. The defaults are a believable organisation of 40 queues.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The largest organisation.</summary>
    public const int MostQueues = 10_000;

    /// <summary>Port on 127.0.0.1, 0 to 65535; 0 (default) takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Decides every contact: the same seed gives the same contacts at every start. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many queues the organisation has, 1 to 10,000. Default 40. Not used in a replay.</summary>
    public int Queues { get; init; } = 40;

    /// <summary>
    /// A CSV file of real contacts to serve instead (columns queue, offered_at, outcome, wait_seconds, handle_seconds), or null for simulated ones.
    /// Each queue's name is its name in the file.
    /// </summary>
    public string? ReplayFile { get; init; }

    /// <summary>
    /// A folder that <c>sld doctor --record</c> wrote, to answer from it instead, or null. Only the credentials, the token and the faults are then the
    /// simulator's own.
    /// </summary>
    public string? RecordingFolder { get; init; }

    /// <summary>IANA name of the organisation's zone; a replayed file's local times are read in it. Default Europe/London.</summary>
    public string TimeZone { get; init; } = "Europe/London";

    /// <summary>Whether a replayed file is moved by whole weeks so that its busiest day of today's weekday is today. Default no: its own dates.</summary>
    public bool ShiftToToday { get; init; }

    /// <summary>The day of the replayed file that shall be today (then the weekday may differ), or null to choose the busiest of today's weekday.</summary>
    public DateOnly? ReplayDay { get; init; }

    /// <summary>The target of every replayed queue, or null for none. Default 80 % within 20 s.</summary>
    public ServiceLevelTarget? ReplayTarget { get; init; } = new(0.8m, TimeSpan.FromSeconds(20));

    /// <summary>The organisation's three service level switches; they apply to the past too. Default as Genesys'.</summary>
    public GenesysSwitches Switches { get; init; } = new();

    /// <summary>Longest wait of a short abandon. Default 5 s.</summary>
    public TimeSpan ShortAbandonLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What the service refuses. The defaults accept all that is known to be accepted.</summary>
    public SimulatorLimits Limits { get; init; } = new();

    /// <summary>Faults from the start on; more can be asked for through the control endpoint.</summary>
    public ImmutableArray<Fault> Faults { get; init; } = [];

    /// <summary>Planted causes: what happens to one queue from one moment on.</summary>
    public ImmutableArray<Scenario> Scenarios { get; init; } = [];

    /// <summary>Whether the first queues and all divisions bear names that attack whoever shows them. Default no. Not used in a replay.</summary>
    public bool HostileNames { get; init; }

    /// <summary>Whether <c>/_control</c> exists. Must be false wherever real credentials are configured. Default true.</summary>
    public bool EnableControl { get; init; } = true;

    /// <summary>The OAuth client id that is accepted. Default <c>simulator</c>.</summary>
    public string ClientId { get; init; } = "simulator";

    /// <summary>The OAuth client secret that is accepted. Not a secret: it opens invented figures on loopback only.</summary>
    public string ClientSecret { get; init; } = "not-a-secret";
}
