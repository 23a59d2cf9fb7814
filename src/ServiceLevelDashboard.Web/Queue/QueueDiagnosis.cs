using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Queue;

/// <summary>What explains a queue without a figure for "answered within threshold", each with its own fix.</summary>
internal enum QueueFinding
{
    /// <summary>The queue is in the figures and not in the list: deleted, or in a division that cannot be seen.</summary>
    Unlisted,

    /// <summary>No target is configured for the media type.</summary>
    NoTarget,

    /// <summary>Nothing was offered today.</summary>
    NoTraffic,

    /// <summary>Contacts were offered and none has been answered.</summary>
    NoneAnswered,

    /// <summary>Contacts were answered, all of them late.</summary>
    AllLate,

    /// <summary>The contacts call the customer first: no level can be made of them.</summary>
    NotMeasured,

    /// <summary>Calls of callbacks that call the customer first are among the contacts, answered at once.</summary>
    Bridged,

    /// <summary>Nobody knows how many of some answers were late.</summary>
    Unjudged,

    /// <summary>Some answers were counted by their waits, since Genesys gave no level.</summary>
    ByWait,
}

/// <summary>Finds out why "answered within threshold" is 0 or missing: the tutorial's most common question.</summary>
internal static class QueueDiagnosis
{
    /// <summary>What was found, most basic first; empty when the figure is there and above zero.</summary>
    /// <param name="queue">The queue and media type.</param>
    /// <param name="definition">The definition behind its level.</param>
    /// <param name="hasCustomerFirst">Whether callbacks of the same queue that call the customer first were offered today.</param>
    public static ImmutableArray<QueueFinding> Of(QueueSummary queue, ServiceLevelDefinition definition, bool hasCustomerFirst = false)
    {
        var findings = ImmutableArray.CreateBuilder<QueueFinding>();
        if (queue.Queue.Division is null && queue.Queue.Name == queue.Queue.Id.Value)
        {
            findings.Add(QueueFinding.Unlisted);
        }
        if (!queue.IsMeasured)
        {
            // Neither a target nor an answer would give it a level.
            return [.. findings, QueueFinding.NotMeasured];
        }
        if (queue.Target is null)
        {
            findings.Add(QueueFinding.NoTarget);
        }

        var day = queue.Day;
        if (day is { Offered: 0, Answered: 0, Abandoned: 0 })
        {
            findings.Add(QueueFinding.NoTraffic);
        }
        else if (day.Answered == 0)
        {
            findings.Add(QueueFinding.NoneAnswered);
        }
        else if (queue.Target is not null && AnsweredWithin.Of(day, queue.DayLevel, definition, queue.Target).Most == 0)
        {
            findings.Add(QueueFinding.AllLate);
        }
        if (queue.Media == MediaType.Voice && (hasCustomerFirst || day.CustomerFirst.Bridged > 0))
        {
            findings.Add(QueueFinding.Bridged);
        }
        if (definition.Formula == ServiceLevelFormula.Genesys && queue.Target is { Source: TargetSource.Genesys })
        {
            if (day.Unjudged > 0)
            {
                findings.Add(QueueFinding.Unjudged);
            }
            if (day.LateByWait > 0)
            {
                findings.Add(QueueFinding.ByWait);
            }
        }

        return findings.ToImmutable();
    }
}
