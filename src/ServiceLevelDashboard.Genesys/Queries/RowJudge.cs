using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Genesys.Queries;

/// <summary>
/// Says of a row what the service leaves unsaid, from what the queue is: which callbacks can have no level, and how many answers were late where
/// neither a level nor the late ones came.
/// </summary>
/// <param name="queues">The queues as last listed.</param>
/// <param name="metrics">The metrics that were asked for and not refused.</param>
internal sealed class RowJudge(QueueListReader queues, ImmutableArray<string> metrics)
{
    private readonly bool _givesLevels = metrics.Contains("oServiceLevel");
    private readonly bool _givesLate = metrics.Contains("nOverSla");

    public ContactCounts Judge(QueueMedia key, ContactCounts counts)
    {
        var isCustomerFirst = IsCustomerFirst(key, counts);
        var first = counts.CustomerFirst;
        var (offered, connected) = isCustomerFirst ? (counts.Offered, first.Connected) : (0, 0);
        if ((first.Offered, first.Connected) != (offered, connected))
        {
            counts = counts with { CustomerFirst = first with { Offered = offered, Connected = connected } };
        }

        if (counts.Answered == 0)
        {
            return counts;
        }

        if (counts.Genesys is { } own)
        {
            return _givesLate ? counts : counts with { OverSla = (int)Math.Clamp(counts.Answered - own.Numerator, 0, counts.Answered) };
        }

        // Without levels at all a row without late answers may well have none; without a target there is no late.
        if (counts.OverSla > 0 || (_givesLate && !_givesLevels) || queues.Find(key.Queue)?.TargetFor(key.Media) is not { } target)
        {
            return counts;
        }

        return AnsweredWithin(counts, target.Threshold) is { } within
            ? counts with { OverSla = counts.Answered - within, LateByWait = counts.Answered }
            : counts with { Unjudged = counts.Answered };
    }

    /// <summary>The mode says it; where it is not known, a wait that ended and left no outcome does.</summary>
    private bool IsCustomerFirst(QueueMedia key, ContactCounts counts) =>
        key.Media == MediaType.Callback
        && counts is { Answered: 0, Abandoned: 0, FlowOut: 0, Genesys: null }
        && queues.Find(key.Queue)?.CallbackMode switch
        {
            CallbackMode.CustomerFirst => true,
            null => counts.Wait.Count > 0,
            _ => false,
        };

    private static int? AnsweredWithin(ContactCounts counts, TimeSpan threshold)
    {
        var edge = counts.Bands is { } bands ? bands.Edges.AnsweredMs.IndexOf((int)threshold.TotalMilliseconds) : -1;
        return edge < 0 ? null : Math.Min(counts.Bands!.AnsweredWithin[edge], counts.Answered); // not null: it has an edge
    }
}
