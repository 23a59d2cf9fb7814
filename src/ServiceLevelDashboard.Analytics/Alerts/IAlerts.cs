using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>Alerts as people see them: what fires now, what did, and what they do about it.</summary>
public interface IAlerts
{
    /// <summary>After what fires has changed; do little in it, and read <see cref="Firing"/>.</summary>
    event Action? Changed;

    /// <summary>What fires now for these eyes, the worst first and then the latest. Always readable at once; as of the last turn, seconds ago.</summary>
    ImmutableArray<AlertView> Firing(Visibility visibility);

    /// <summary>Alerts that fired in a range, those that still fire among them, latest first.</summary>
    /// <param name="visibility">Whose eyes.</param>
    /// <param name="range">UTC; an alert belongs to it when it was firing at some instant of it.</param>
    /// <param name="count">How many are looked at, of all queues.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read at present.</exception>
    Task<ImmutableArray<AlertView>> HistoryAsync(Visibility visibility, Interval range, int count, CancellationToken cancellationToken);

    /// <summary>How often each rule rang in each week of a range, and how often somebody acknowledged it.</summary>
    /// <param name="visibility">Whose eyes.</param>
    /// <param name="range">UTC; by when they rang.</param>
    /// <param name="calendar">Whose days; a week begins on Monday.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read at present.</exception>
    Task<ImmutableArray<RingCount>> CountAsync(Visibility visibility, Interval range, SiteCalendar calendar, CancellationToken cancellationToken);

    /// <summary>Somebody takes note of an alert. A conflict when somebody has done so before.</summary>
    /// <param name="alert">The alert's id.</param>
    /// <param name="note">What they have to say, up to <see cref="AlertAcknowledgement.MaximumNoteLength"/> characters; may be empty.</param>
    /// <param name="who">Who.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    Task<SaveResult> AcknowledgeAsync(string alert, string note, Actor who, CancellationToken cancellationToken);

    /// <summary>Until a moment nothing is told of the alert's rule and subject; replaces a silence that there is.</summary>
    /// <param name="alert">The alert, as it is seen.</param>
    /// <param name="until">Until when; after now, and at most <see cref="AlertSilence.Longest"/> away.</param>
    /// <param name="why">Why, 1 to <see cref="AlertSilence.MaximumWhyLength"/> characters.</param>
    /// <param name="who">Who.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    Task<SaveResult> SilenceAsync(AlertView alert, DateTimeOffset until, string why, Actor who, CancellationToken cancellationToken);

    /// <summary>Ends a silence; a conflict when there is none.</summary>
    Task<SaveResult> EndSilenceAsync(AlertView alert, Actor who, CancellationToken cancellationToken);
}

/// <summary>An alert as people see it.</summary>
public sealed record AlertView
{
    /// <summary>What is known of it, its rule and its figures: as they were when it last changed.</summary>
    public required AlertFacts Facts { get; init; }

    /// <summary>What it is about, in the rule's own words.</summary>
    public required string Subject { get; init; }

    /// <summary>Who has taken note of it; null while nobody has.</summary>
    public AlertAcknowledgement? Acknowledgement { get; init; }

    /// <summary>The silence in force; null without one.</summary>
    public AlertSilence? Silence { get; init; }

    /// <summary>Since when nobody can say whether it still holds: its figures are stale. Null while somebody can.</summary>
    public DateTimeOffset? UnknownSince { get; init; }

    /// <summary>Whether walls that show its queue chime.</summary>
    public bool Chime { get; init; }

    /// <summary>The alert's id.</summary>
    public string Id => Facts.Alert;

    /// <summary>The queue; null when it is about the system.</summary>
    public QueueMedia? Queue => Facts.Queue;

    /// <summary>How long it fired, or has fired by now; null when it never rang.</summary>
    public TimeSpan? DurationAt(DateTimeOffset now) => Facts.FiredAt is { } fired ? (Facts.ResolvedAt ?? now) - fired : null;
}

/// <summary>How often a rule rang in a week. Worked: rang 41 times, acknowledged 0: loosen or delete it.</summary>
/// <param name="Rule">The rule's key.</param>
/// <param name="RuleName">Its name, as it was when it last rang.</param>
/// <param name="Week">The week's Monday.</param>
/// <param name="Rings">How often.</param>
/// <param name="Acknowledged">How many of these somebody took note of.</param>
public sealed record RingCount(string Rule, string RuleName, DateOnly Week, int Rings, int Acknowledged)
{
    /// <summary>From so many rings on in a week without any acknowledgement a rule is noise: ten.</summary>
    public const int NoiseFrom = 10;

    /// <summary>Whether nobody cares for it: it should be loosened or deleted.</summary>
    public bool IsNoise => Rings >= NoiseFrom && Acknowledged == 0;
}
