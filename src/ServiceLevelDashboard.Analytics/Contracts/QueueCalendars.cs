using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Contracts;

/// <summary>The calendar of each queue's site.</summary>
public interface IQueueCalendars
{
    /// <summary>The calendar of the installation: that of pages that are of no queue.</summary>
    SiteCalendar Standard { get; }

    /// <summary>Every calendar in use, each once; the installation's is the first.</summary>
    ImmutableArray<SiteCalendar> All { get; }

    /// <summary>The calendar of every queue that no site was made for.</summary>
    SiteCalendar Others { get; }

    /// <summary>The calendar of a queue; one of <see cref="All"/>.</summary>
    SiteCalendar Of(QueueId queue);
}

/// <summary>One calendar for every queue.</summary>
/// <param name="standard">The calendar.</param>
public sealed class OneCalendar(SiteCalendar standard) : IQueueCalendars
{
    /// <inheritdoc/>
    public SiteCalendar Standard => standard;

    /// <inheritdoc/>
    public SiteCalendar Others => standard;

    /// <inheritdoc/>
    public ImmutableArray<SiteCalendar> All { get; } = [standard];

    /// <inheritdoc/>
    public SiteCalendar Of(QueueId queue) => standard;
}
