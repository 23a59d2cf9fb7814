using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Contracts;

/// <summary>What sort of thing happened.</summary>
public enum AnnotationKind
{
    /// <summary>Something did not work.</summary>
    Outage,

    /// <summary>A mailing, an advertisement.</summary>
    Campaign,

    /// <summary>Callers are led another way than before.</summary>
    IvrChange,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>Something that happened and may explain a curve. It may also be a reason to leave its intervals out of a contract's report.</summary>
public sealed record Annotation
{
    /// <summary>The longest text and reason, in characters.</summary>
    public const int MaximumTextLength = 200;

    /// <summary>How annotations are kept.</summary>
    public static readonly DocumentKind<Annotation> Documents = new(
        "annotation", DocumentJson.Of<Annotation>(), static (_, annotation) => annotation.Problems(), static (_, annotation) =>
        [
            new TypedName("text", annotation.Text, MaximumTextLength),
            .. new[] { new TypedName("leftOutBecause", annotation.LeftOutBecause, MaximumTextLength) }.Where(static reason => reason.Text is not ""),
        ]);

    /// <summary>What sort of thing.</summary>
    public AnnotationKind Kind { get; init; }

    /// <summary>What it was, in a few words; hostile input until encoded.</summary>
    public required string Text { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>When it was over, UTC; after the start.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>The queues that it concerns; empty for all.</summary>
    public ImmutableArray<QueueId> Queues { get; init; } = [];

    /// <summary>Why its intervals may be left out of a contract's report; empty when they may not.</summary>
    public string LeftOutBecause { get; init; } = "";

    /// <summary>Who wrote it last.</summary>
    public string By { get; init; } = "";

    /// <summary>When it was, UTC.</summary>
    [JsonIgnore]
    public Interval Span => new(Start, End);

    /// <summary>Whether it concerns a queue.</summary>
    public bool Concerns(QueueId queue) => Queues.IsDefaultOrEmpty || Queues.Contains(queue);

    /// <summary>Whether a contract's report without marked intervals leaves this one out: also when the annotation touches it only in part.</summary>
    public bool LeavesOut(QueueId queue, Interval interval) => LeftOutBecause.Length > 0 && Concerns(queue) && Span.Overlaps(interval);

    private ImmutableArray<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Text) || Text.Length > MaximumTextLength)
        {
            return [FormattableString.Invariant($"text has 1 to {MaximumTextLength} characters.")];
        }
        if (LeftOutBecause.Length > MaximumTextLength)
        {
            return [FormattableString.Invariant($"leftOutBecause has at most {MaximumTextLength} characters.")];
        }
        return End <= Start ? ["end is after start."] : [];
    }
}
