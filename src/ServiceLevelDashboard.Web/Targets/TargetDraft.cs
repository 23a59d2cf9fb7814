using System.Globalization;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Targets;

/// <summary>A target while it is being written: what was typed stays as it was typed.</summary>
internal sealed class TargetDraft
{
    private const string QueueMark = "q:", GroupMark = "g:";

    /// <summary>A queue's id or a group's key behind its mark; empty before the choice.</summary>
    public string Whose { get; set; } = "";

    public string Media { get; set; } = MediaType.Voice.Name;

    public string Percent { get; set; } = "80";

    public string Seconds { get; set; } = "20";

    public DateOnly? From { get; set; }

    public DateOnly? Until { get; set; }

    public static string OfQueue(QueueId id) => QueueMark + id.Value;

    public static string OfGroup(string key) => GroupMark + key;

    /// <summary>A draft of a target as it stands.</summary>
    public static TargetDraft Of(TargetOverride target) => new()
    {
        Whose = target.Queue is { } queue ? OfQueue(queue) : OfGroup(target.Group ?? ""),
        Media = target.Media.Name,
        Percent = Format.TargetDigits(target.Ratio),
        Seconds = target.ThresholdSeconds.ToString(CultureInfo.CurrentCulture),
        From = target.From,
        Until = target.Until,
    };

    /// <summary>The target that has been written so far; what is no number is out of range.</summary>
    public TargetOverride ToTarget() => new()
    {
        Queue = Whose.StartsWith(QueueMark, StringComparison.Ordinal) ? new QueueId(Whose[QueueMark.Length..]) : null,
        Group = Whose.StartsWith(GroupMark, StringComparison.Ordinal) ? Whose[GroupMark.Length..] : null,
        Media = new MediaType(Media.Trim().ToLowerInvariant()),
        Ratio = decimal.TryParse(
            Percent.Replace("%", "", StringComparison.Ordinal).Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.CurrentCulture, out var percent)
            ? percent / 100
            : 0,
        ThresholdSeconds = int.TryParse(Seconds.Trim(), NumberStyles.None, CultureInfo.CurrentCulture, out var seconds) ? seconds : 0,
        From = From,
        Until = Until,
    };
}
