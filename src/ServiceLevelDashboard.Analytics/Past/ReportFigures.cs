using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>The figures of a queue, an interval or a sum of them. A figure that is not known is null, never 0.</summary>
public sealed record ReportFigures
{
    /// <summary>Contacts that entered the queue.</summary>
    public required int Offered { get; init; }

    /// <summary>Answered contacts.</summary>
    public required int Answered { get; init; }

    /// <summary>Answers with a wait of at most the threshold; null when no threshold is known.</summary>
    public required long? AnsweredWithinThreshold { get; init; }

    /// <summary>Abandoned contacts, short ones included.</summary>
    public required int Abandoned { get; init; }

    /// <summary>Abandons with a wait of at most the threshold; null when no threshold is known.</summary>
    public required long? AbandonedWithinThreshold { get; init; }

    /// <summary>Abandons within the short-abandon limit of the definition, or within the organisation's own when it has none.</summary>
    public required long ShortAbandoned { get; init; }

    /// <summary>Contacts that left the queue by another way.</summary>
    public required int FlowOut { get; init; }

    /// <summary>The service level by the report's definition; 0 of 0 when there is none.</summary>
    public required ServiceLevelBounds Level { get; init; }

    /// <summary>Genesys' own numerator and denominator, or null when it gave none.</summary>
    public required GenesysServiceLevel? Genesys { get; init; }

    /// <summary>Mean wait of the answered, or null when none was answered.</summary>
    public required TimeSpan? AverageSpeedOfAnswer { get; init; }

    /// <summary>Mean handle time, or null when none was handled.</summary>
    public required TimeSpan? AverageHandleTime { get; init; }

    /// <summary>The longest wait of any contact, or null when none waited.</summary>
    public required TimeSpan? LongestWait { get; init; }

    /// <summary>Callbacks that call the customer first, which are in no level, and their calls.</summary>
    public CustomerFirstCounts CustomerFirst { get; init; } = CustomerFirstCounts.None;

    /// <summary>Whether a level can be made of any of the contacts.</summary>
    public bool IsMeasured => CustomerFirst.Offered == 0 || Offered > CustomerFirst.Offered;

    /// <summary>Answers that were counted by their waits since Genesys gave no level.</summary>
    public int LateByWait { get; init; }

    /// <summary>Answers of which nobody knows how many were late; outside of Genesys' formula.</summary>
    public int Unjudged { get; init; }

    /// <summary>How many intervals had not ended when the figures were read: they still grow.</summary>
    public required int OpenIntervals { get; init; }

    /// <summary>The figures of a sum.</summary>
    /// <param name="sum">The sum.</param>
    /// <param name="openIntervals">How many of its intervals had not ended.</param>
    public static ReportFigures Of(PastSum sum, int openIntervals)
    {
        ArgumentNullException.ThrowIfNull(sum);
        return new ReportFigures
        {
            Offered = sum.Counts.Offered,
            Answered = sum.Counts.Answered,
            AnsweredWithinThreshold = sum.AnsweredWithin,
            Abandoned = sum.Counts.Abandoned,
            AbandonedWithinThreshold = sum.AbandonedWithin,
            ShortAbandoned = sum.ShortAbandoned,
            FlowOut = sum.Counts.FlowOut,
            Level = sum.Level,
            Genesys = sum.Counts.Genesys,
            AverageSpeedOfAnswer = QueueFigures.SpeedOfAnswer(sum.Counts),
            AverageHandleTime = QueueFigures.AverageHandleTime(sum.Counts),
            LongestWait = QueueFigures.LongestWait(sum.Counts),
            OpenIntervals = openIntervals,
            CustomerFirst = sum.Counts.CustomerFirst,
            LateByWait = sum.Counts.LateByWait,
            Unjudged = sum.Counts.Unjudged,
        };
    }
}
