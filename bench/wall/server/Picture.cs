using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.WallBench;

/// <summary>How the queues of a picture stand: so many below their target, then so many at risk, the others on it.</summary>
/// <param name="Below">Queues five points or more under their target.</param>
/// <param name="AtRisk">Queues less than that under it.</param>
/// <param name="Idle">Queues with few contacts or none.</param>
/// <param name="Age">How old the figures are.</param>
/// <param name="Named">Other queues than those of a picture, each with its media types; their levels take every form that a tile has. Empty for none.</param>
internal sealed record Picture(int Below, int AtRisk, int Idle, TimeSpan Age, ImmutableArray<(string Name, ImmutableArray<MediaType> Media)> Named)
{
    private static readonly (int Within, int Of)[] Forms = [(58, 100), (100, 100), (77, 100), (8, 9), (0, 0), (1000, 1000)];

    private static readonly string[] Names =
        ["Billing", "Cancellations and retention", "Claims", "Deliveries", "Kündigungen", "Orders", "Priority customers", "Repairs", "Technical support"];

    public static string NameOf(int queue) => Names[queue % Names.Length];

    /// <summary>Reads a file with a name a line, and behind it, after an equals sign, its media types when it has several.</summary>
    public static ImmutableArray<(string Name, ImmutableArray<MediaType> Media)> ReadNames(string file) =>
    [
        .. from line in File.ReadLines(file)
           let parts = line.Split('=', StringSplitOptions.TrimEntries)
           let media = parts.Length > 1 ? parts[1].Split(',', StringSplitOptions.TrimEntries) : ["voice"]
           select (parts[0], media.Select(name => new MediaType(name)).ToImmutableArray()),
    ];

    /// <summary>Spread over the glass: every second queue first.</summary>
    public ServiceLevel LevelOf(int queue)
    {
        if (!Named.IsEmpty)
        {
            var (within, of) = Forms[queue % Forms.Length];
            return new ServiceLevel(within, of);
        }
        var rank = queue % 2 == 1 ? queue / 2 : (Names.Length / 2) + (queue / 2);
        if (rank < Below)
        {
            return new ServiceLevel(58 + (rank * 4), 100);
        }
        if (rank < Below + AtRisk)
        {
            return new ServiceLevel(77, 100);
        }
        return rank < Below + AtRisk + Idle
            ? new ServiceLevel(rank % 2 * 6, rank % 2 * 8)
            : new ServiceLevel(rank == Names.Length - 1 ? 100 : 82 + (rank * 2), 100);
    }
}
