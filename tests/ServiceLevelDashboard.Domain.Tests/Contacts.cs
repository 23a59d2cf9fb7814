using System.Collections.Immutable;
using CsCheck;

namespace ServiceLevelDashboard.Domain.Tests;

internal enum Outcome
{
    Answered,
    Abandoned,
    FlowedOut,
}

/// <summary>One contact, for properties: the counts under test are counted from such contacts.</summary>
internal sealed record Contact(int WaitMs, Outcome Outcome);

/// <summary>Generates contacts and counts them, the plain way.</summary>
internal static class Contacts
{
    public static readonly TimeSpan Threshold = TimeSpan.FromSeconds(20);
    public static readonly TimeSpan ShortLimit = TimeSpan.FromSeconds(5);

    /// <summary>Edges at which both the threshold and the short limit are known exactly.</summary>
    public static readonly EdgeSet Exact = EdgeSet.Of([Threshold], [ShortLimit, Threshold]);

    /// <summary>Waits on both sides of every edge and on it, beside any wait up to 90 s.</summary>
    public static readonly Gen<int> Wait = Gen.Frequency(
        (1, Gen.OneOf(0, 4_999, 5_000, 5_001, 19_999, 20_000, 20_001, 30_000, 60_000)),
        (2, Gen.Int[0, 90_000]));

    /// <summary>Up to forty contacts, often few and often of one kind.</summary>
    public static readonly Gen<Contact[]> Any = Gen.Select(Wait, Gen.Enum<Outcome>(), (wait, outcome) => new Contact(wait, outcome)).Array[0, 40];

    /// <summary>Counts of a closed period: every contact's offer and end are in it.</summary>
    public static ContactCounts Count(IReadOnlyCollection<Contact> contacts, EdgeSet? edges = null, TimeSpan? shortLimit = null)
    {
        edges ??= Exact;
        var shortMs = (shortLimit ?? ShortLimit).TotalMilliseconds;
        var late = contacts.Count(c => c.Outcome == Outcome.Answered && c.WaitMs > Threshold.TotalMilliseconds);
        var answered = Waits(contacts, Outcome.Answered);
        var abandoned = Waits(contacts, Outcome.Abandoned);
        var flowedOut = Waits(contacts, Outcome.FlowedOut);
        return new ContactCounts
        {
            Offered = contacts.Count,
            AnswerWait = Times(answered),
            AbandonWait = Times(abandoned),
            FlowOutWait = Times(flowedOut),
            ShortAbandoned = abandoned.Count(wait => wait <= shortMs),
            OverSla = late,
            Wait = Times([.. answered, .. abandoned, .. flowedOut]),
            Bands = new Bands(
                edges,
                [.. edges.AnsweredMs.Select(edge => answered.Count(wait => wait <= edge))],
                [.. edges.AbandonedMs.Select(edge => abandoned.Count(wait => wait <= edge))]),
            Genesys = answered.Length + abandoned.Length == 0
                ? null
                : new GenesysServiceLevel(answered.Length - late, answered.Length + abandoned.Length, 0.8m),
        };
    }

    private static ImmutableArray<int> Waits(IEnumerable<Contact> contacts, Outcome outcome) =>
        [.. contacts.Where(c => c.Outcome == outcome).Select(c => c.WaitMs)];

    private static DurationStatistics Times(ImmutableArray<int> waits) => new(waits.Length, waits.Sum(wait => (long)wait), waits.Append(0).Max());
}
