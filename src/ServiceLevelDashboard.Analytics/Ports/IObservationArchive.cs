using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Ports;

/// <summary>What was seen of the moment, gathered by interval. An interval without a row was not sampled: a gap, not a zero.</summary>
public interface IObservationArchive
{
    /// <summary>Adds samples to what stands for the same interval.</summary>
    Task AddAsync(ImmutableArray<ObservedInterval> samples, CancellationToken cancellationToken);

    /// <summary>The rows of one queue, all its media types, that start inside the range; oldest first.</summary>
    Task<ImmutableArray<ObservedInterval>> ReadAsync(QueueId queue, Interval range, CancellationToken cancellationToken);
}

/// <summary>What was seen in one interval: a media type's contacts, or (media null) the queue's agents of one status.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Media">The media type, or null for agents, who serve all of them.</param>
/// <param name="Status">The agents' status, or null for contacts.</param>
/// <param name="Interval">When, UTC.</param>
/// <param name="Count">Contacts waiting, or agents of the status.</param>
/// <param name="LongestWaitMs">Longest wait in milliseconds, 0 when nobody waited; of agents always 0.</param>
public sealed record ObservedInterval(QueueId Queue, MediaType? Media, AgentStatus? Status, Interval Interval, Spread Count, Spread LongestWaitMs);

/// <summary>What agents of a queue may be doing.</summary>
public enum AgentStatus
{
    /// <summary>On queue, whatever else.</summary>
    OnQueue,

    /// <summary>On queue and free.</summary>
    Idle,

    /// <summary>On queue and with a contact.</summary>
    Interacting,

    /// <summary>On queue and on a call of their own.</summary>
    Communicating,

    /// <summary>On queue and not answering.</summary>
    NotResponding,

    /// <summary>Members who are not on queue.</summary>
    OffQueue,
}

/// <summary>Samples of one quantity, kept so that they can be joined. Worked: 3, 5 and 4 waiting give 3 samples, least 3, sum 12, most 5.</summary>
/// <param name="Samples">How many times it was looked at.</param>
/// <param name="Least">The smallest value.</param>
/// <param name="Sum">The sum of the values.</param>
/// <param name="Most">The largest value.</param>
public readonly record struct Spread(int Samples, long Least, long Sum, long Most)
{
    /// <summary>Mean, or null without samples.</summary>
    public decimal? Mean => Samples == 0 ? null : (decimal)Sum / Samples;

    /// <summary>One sample.</summary>
    public static Spread Of(long value) => new(1, value, value, value);

    /// <summary>Both together.</summary>
    public static Spread operator +(Spread a, Spread b) =>
        a.Samples == 0 ? b : b.Samples == 0 ? a
        : new(a.Samples + b.Samples, Math.Min(a.Least, b.Least), a.Sum + b.Sum, Math.Max(a.Most, b.Most));

    /// <summary>Named form of the addition.</summary>
    public static Spread Add(Spread a, Spread b) => a + b;
}
