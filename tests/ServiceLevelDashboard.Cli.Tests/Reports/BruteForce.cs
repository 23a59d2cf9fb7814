using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Cli.Tests.Reports;

/// <summary>The formulas applied contact by contact, written apart from the product.</summary>
internal static class BruteForce
{
    /// <summary>The level of one queue and media type; its contacts may also lie outside the range.</summary>
    public static ServiceLevel Level(IEnumerable<Contact> contacts, ReportRequest request, Queue queue, MediaType media)
    {
        var own = queue.Targets.TryGetValue(media, out var target) ? target.Threshold : (TimeSpan?)null;
        var judgedAt = request.Threshold ?? own;
        var definition = request.Definitions.First().Definition;
        var isGenesys = definition.Formula == ServiceLevelFormula.Genesys;
        if (judgedAt is not { } threshold)
        {
            return ServiceLevel.None;
        }
        var all = contacts.ToArray();
        var ended = all.Where(c => request.Range.Contains(c.EndedWaitingAt)).ToArray();
        long offered = all.Count(c => request.Range.Contains(c.OfferedAt));
        long answered = ended.Count(c => c.Outcome == Outcome.Answered);
        long abandoned = ended.Count(c => c.Outcome == Outcome.Abandoned);
        long flowOuts = definition.WithFlowOuts && !isGenesys ? ended.Count(c => c.Outcome == Outcome.FlowedOut) : 0;
        long within = ended.Count(c => c.Outcome == Outcome.Answered && c.Wait <= threshold);
        long abandonedWithin = ended.Count(c => c.Outcome == Outcome.Abandoned && c.Wait <= threshold);
        var shortLimit = definition.ShortAbandonLimit ?? ContactList.ShortLimit;
        long shortAbandoned = ended.Count(c => c.Outcome == Outcome.Abandoned && c.Wait <= shortLimit);
        return definition.Formula switch
        {
            ServiceLevelFormula.Offered => new(within, offered),
            ServiceLevelFormula.Answered => new(within, answered),
            ServiceLevelFormula.ShortExcluded => new(within, answered + abandoned + flowOuts - shortAbandoned),
            ServiceLevelFormula.AbandonedWithinExcluded => new(within, answered + abandoned + flowOuts - abandonedWithin),
            ServiceLevelFormula.AbandonsPositive => new(within + abandonedWithin, answered + abandoned + flowOuts),
            ServiceLevelFormula.ShortPositive => new(within + shortAbandoned, answered + abandoned + flowOuts),
            _ => new(within, answered + abandoned + flowOuts),
        };
    }
}
