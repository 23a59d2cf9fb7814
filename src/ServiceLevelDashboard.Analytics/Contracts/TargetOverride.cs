using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Contracts;

/// <summary>
/// A target that was set here, for a queue or for every queue of a group, in place of Genesys' own. Worked: 85 % of voice within 15 s from 1 March on.
/// </summary>
public sealed record TargetOverride
{
    /// <summary>The queue; null when it is for a group.</summary>
    public QueueId? Queue { get; init; }

    /// <summary>The group's key; null when it is for a queue.</summary>
    public string? Group { get; init; }

    /// <summary>The media type.</summary>
    public required MediaType Media { get; init; }

    /// <summary>Share to reach, above 0 and up to 1.</summary>
    public required decimal Ratio { get; init; }

    /// <summary>Longest wait that counts as within, in seconds.</summary>
    public required int ThresholdSeconds { get; init; }

    /// <summary>First day of the site on which it holds; null for ever before.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day on which it holds, included; null until it is ended.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Whether it holds on a day of the site.</summary>
    public bool HoldsOn(DateOnly day) => (From is not { } from || day >= from) && (Until is not { } until || day <= until);

    /// <summary>It as a target.</summary>
    internal ServiceLevelTarget ToTarget() =>
        new(Ratio, TimeSpan.FromSeconds(ThresholdSeconds), Queue is null ? TargetSource.GroupOverride : TargetSource.QueueOverride);
}

/// <summary>What is wrong with a target.</summary>
public enum TargetProblem
{
    /// <summary>It names neither a queue nor a group, or both.</summary>
    WhoseMissing,

    /// <summary>It names no media type.</summary>
    MediaMissing,

    /// <summary>The share is not above 0 and up to 1, or has more than four decimals.</summary>
    RatioOutOfRange,

    /// <summary>The threshold is not a second to a week.</summary>
    ThresholdOutOfRange,

    /// <summary>It ends before it begins.</summary>
    EndsBeforeItBegins,
}

/// <summary>When a target can be used, and how the archive keeps it.</summary>
public static class TargetRules
{
    /// <summary>The longest threshold in seconds: a week, for e-mail.</summary>
    public const int MaximumThresholdSeconds = 7 * 86_400;

    /// <summary>How targets are kept.</summary>
    public static readonly DocumentKind<TargetOverride> Kind =
        new("target", DocumentJson.Of<TargetOverride>(), static (_, target) => [.. Problems(target).Select(Sentence)], static (_, _) => []);

    /// <summary>What is wrong with a target; empty when it can be used.</summary>
    public static ImmutableArray<TargetProblem> Problems(TargetOverride target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var problems = ImmutableArray.CreateBuilder<TargetProblem>();
        if (string.IsNullOrWhiteSpace(target.Queue?.Value) == string.IsNullOrWhiteSpace(target.Group))
        {
            problems.Add(TargetProblem.WhoseMissing);
        }
        if (string.IsNullOrWhiteSpace(target.Media.Name))
        {
            problems.Add(TargetProblem.MediaMissing);
        }
        if (target.Ratio is <= 0 or > 1 || decimal.Round(target.Ratio, 4) != target.Ratio)
        {
            problems.Add(TargetProblem.RatioOutOfRange);
        }
        if (target.ThresholdSeconds is < 1 or > MaximumThresholdSeconds)
        {
            problems.Add(TargetProblem.ThresholdOutOfRange);
        }
        if (target.Until < target.From)
        {
            problems.Add(TargetProblem.EndsBeforeItBegins);
        }
        return problems.ToImmutable();
    }

    private static string Sentence(TargetProblem problem) => problem switch
    {
        TargetProblem.WhoseMissing => "queue or group: name one of the two.",
        TargetProblem.MediaMissing => "media is empty; name a media type, for instance voice.",
        TargetProblem.RatioOutOfRange => "ratio: give a share above 0 and up to 1 with at most four decimals, for instance 0.8.",
        TargetProblem.ThresholdOutOfRange =>
            FormattableString.Invariant($"thresholdSeconds: give a whole number of seconds from 1 to {MaximumThresholdSeconds}."),
        _ => "until is before from; it must be the same day or a later one.",
    };
}
