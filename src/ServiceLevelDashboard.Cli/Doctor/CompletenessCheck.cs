using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Cli.Doctor;

/// <summary>Compares what was asked of the moment with what came: an answer without an error may lack queues or agents.</summary>
internal static class CompletenessCheck
{
    /// <summary>The check of one answer to a question for these queues.</summary>
    public static DoctorCheck Of(ImmutableArray<Queue> queues, ObservationResponse answer)
    {
        var agents = answer.Agents.Select(static a => a.Queue).Intersect(queues.Select(static q => q.Id)).Count();
        var came = FormattableString.Invariant(
            $"{queues.Length - answer.Unanswered.Length} of {queues.Length} queues answered, {agents} of them with agents.");
        return (answer.Unanswered.Length, agents) switch
        {
            (0, > 0) => new DoctorCheck(CheckNames.Answered, CheckStatus.Ok, came),
            (0, _) => new DoctorCheck(CheckNames.Answered, CheckStatus.Warn, came,
                "No queue named its agents: it has no members, or the role may not see them. They are shown as not known, never as nobody.",
                "Check that the queues have members (Admin > Queues > the queue > Members) and that the client's role holds the queues' divisions."),
            _ => new DoctorCheck(CheckNames.Answered, CheckStatus.Warn, came,
                "The answer lacks queues without an error. They are shown as not known, never as nobody waiting.",
                "Check that the client's role holds their divisions for Analytics > Queue Observation > View. If all is granted, please send this table back."),
        };
    }
}
