using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Queue;

/// <summary>Says what was found and what to do about it. Pure.</summary>
internal static class FindingWords
{
    /// <summary>What was found.</summary>
    public static string What(QueueFinding finding, QueueSummary queue) => finding switch
    {
        QueueFinding.Unlisted => QueueText.Unlisted,
        QueueFinding.NoTarget => Format.Text(QueueText.NoTarget, Words.Of(queue.Media)),
        QueueFinding.NoTraffic => QueueText.NoTraffic,
        QueueFinding.NoneAnswered => Format.Text(QueueText.NoneAnswered, Format.Count(queue.Day.Offered)),
        QueueFinding.NotMeasured => Format.Text(QueueText.NotMeasured, Format.Count(queue.Day.CustomerFirst.Offered)),
        QueueFinding.Bridged => QueueText.Bridged,
        QueueFinding.Unjudged => Format.Text(QueueText.Unjudged, Format.Count(queue.Day.Unjudged)),
        QueueFinding.ByWait => Format.Text(QueueText.ByWait, Format.Count(queue.Day.LateByWait)),
        _ => Format.Text(QueueText.AllLate, Format.Count(queue.Day.Answered), Format.Duration(queue.Target?.Threshold)),
    };

    /// <summary>What to do, or why nothing is to be done.</summary>
    public static string Fix(QueueFinding finding, QueueSummary queue) => finding switch
    {
        QueueFinding.Unlisted => QueueText.UnlistedFix,
        QueueFinding.NoTarget => Format.Text(QueueText.NoTargetFix, Words.Of(queue.Media)),
        QueueFinding.NoTraffic => QueueText.NoTrafficFix,
        QueueFinding.NoneAnswered => queue.Media == MediaType.Email || queue.Media == MediaType.Message
            ? QueueText.NoneAnsweredFixWritten
            : QueueText.NoneAnsweredFix,
        QueueFinding.NotMeasured => queue.Day.CustomerFirst.Level is { Denominator: > 0 } own
            ? $"{QueueText.NotMeasuredFix} {Format.Text(QueueText.NotMeasuredOwn, Counted(own))}"
            : QueueText.NotMeasuredFix,
        QueueFinding.Bridged => queue.Day.CustomerFirst.Bridged is > 0 and var calls
            ? Format.Text(QueueText.BridgedCount, Format.Count(calls), Format.Count(queue.Day.Offered))
            : QueueText.BridgedUnknown,
        QueueFinding.Unjudged => QueueText.UnjudgedFix,
        QueueFinding.ByWait => QueueText.ByWaitFix,
        _ => QueueText.AllLateFix,
    };

    private static string Counted(GenesysServiceLevel own) =>
        QueueFormat.LevelWithCounts(ServiceLevelBounds.Of(new ServiceLevel(own.Numerator, own.Denominator)), null);
}
