
namespace ServiceLevelDashboard.WallBench;

/// <summary>How the queues of a picture stand: so many below their target, then so many at risk, the others on it.</summary>
/// <param name="Below">Queues five points or more under their target.</param>
/// <param name="AtRisk">Queues less than that under it.</param>
/// <param name="Idle">Queues with few contacts or none.</param>
/// <param name="Age">How old the figures are.</param>
internal sealed record Picture(int Below, int AtRisk, int Idle, TimeSpan Age)
{
    private static readonly string[] Names =
        ["Billing", "Cancellations and retention", "Claims", "Deliveries", "Kündigungen", "Orders", "Priority customers", "Repairs", "Technical support"];

    public static string NameOf(int queue) => Names[queue % Names.Length];

    /// <summary>Spread over the glass: every second queue first.</summary>
    public ServiceLevel LevelOf(int queue)
    {
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
