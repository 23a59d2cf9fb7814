using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Cli.Reporting;

/// <summary>What a reader of a report must know and its figures do not say.</summary>
internal static class ReportNotices
{
    private const int NamesShown = 5;

    public static IEnumerable<string> Of(ReportRequest request, Report report, TimeZoneInfo zone)
    {
        var unjudged = report.Queues.Where(q => q.Threshold is null && q.Figures.IsMeasured && q.Figures.Level == ServiceLevelBounds.Of(ServiceLevel.None))
            .ToArray();
        if (unjudged.Length > 0)
        {
            yield return $"Without a target, so without a service level and not in the totals' percentage: {Names(unjudged.Select(q => $"{q.Queue.Name} ({q.Media})"))}. Give --threshold, or set a target in Genesys Cloud.";
        }

        if (Keys(report, static f => f.CustomerFirst.Offered > 0) is { } unmeasured)
        {
            yield return $"Not measured: {unmeasured}. Genesys Cloud reports customer-first callbacks as offered and connected, never as answered or abandoned, so they have no service level. Agent-first callbacks have one.";
        }
        if (report.Queues.Where(static q => q.Media == MediaType.Voice && (
            q.Queue.CallbackMode == CallbackMode.CustomerFirst || q.Figures.CustomerFirst.Bridged > 0)).ToArray() is { Length: > 0 } bridging)
        {
            var calls = bridging.Sum(static q => (long)q.Figures.CustomerFirst.Bridged);
            yield return $"Customer-first callbacks that reach an agent are counted again as voice, answered almost at once, and may raise its service level: {Names(bridging.Select(q => q.Queue.Name))} ({(calls > 0 ? FormattableString.Invariant($"{calls} of the contacts") : "number unknown")}).";
        }
        if (Keys(report, static f => f.LateByWait > 0) is { } byWait)
        {
            yield return FormattableString.Invariant($"Genesys Cloud gave no service level for {report.Queues.Sum(static q => (long)q.Figures.LateByWait)} answered contacts; they are counted by wait time against the current target: {byWait}.");
        }
        if (Keys(report, static f => f.Unjudged > 0) is { } outside)
        {
            yield return FormattableString.Invariant($"Of {report.Queues.Sum(static q => (long)q.Figures.Unjudged)} answered contacts it is unknown whether they were late (Genesys Cloud reported neither a service level nor late answers), so their intervals are not included: {outside}.");
        }

        if (!request.IsEveryQueue)
        {
            var silent = request.Queues.Where(q => report.Queues.All(reported => reported.Queue.Id != q.Id)).ToArray();
            if (silent.Length > 0 && !report.Queues.IsEmpty)
            {
                yield return $"No contacts in the range: {Names(silent.Select(q => q.Name))}.";
            }
        }

        if (report.IsRestated)
        {
            yield return "Restated: the threshold is not every queue's own, so the numerator is counted at it while the denominator is Genesys' own.";
        }

        if (report.Definitions.Any(d => d.Definition.ShortAbandonLimit is { } limit && report.Queues.Any(q => q.Threshold < limit)))
        {
            yield return "The short-abandon limit is longer than a threshold: some abandons count as short though they waited too long.";
        }

        if (report.Queues.Where(q => q.TargetChanged).ToArray() is { Length: > 0 } promised)
        {
            yield return $"The target changed within the range, and each interval is measured by its own; allowed misses, pace and recovery are not given where the share changed: {Names(promised.Select(q => q.Queue.Name))}.";
        }

        if (report.Queues.Where(q => q.AssumedUntil is not null).ToArray() is { Length: > 0 } assumed)
        {
            yield return $"Targets in Genesys Cloud are assumed to have been before {InvariantFormat.Time(assumed.Max(q => q.AssumedUntil!.Value), zone)} what they were when first seen: {Names(assumed.Select(q => q.Queue.Name))}."; // not null: chosen so
        }

        foreach (var mark in report.Marked)
        {
            yield return $"{(report.WithoutMarked ? "Excluded" : "Included, though marked (--without-marked excludes it)")}: {InvariantFormat.Mark(mark, zone)}.";
        }
        if (report.WithoutMarked && report.Marked.IsEmpty)
        {
            yield return "Nothing in the range is marked, so nothing is excluded.";
        }

        var changed = report.Queues.Where(IsCountedOtherwise).ToArray();
        if (changed.Length > 0)
        {
            yield return $"Genesys' own numerator is not the count at the target (the target was probably changed within the range): {Names(changed.Select(q => q.Queue.Name))}.";
        }
    }

    /// <summary>The queues and media types whose figures are so; null when none are.</summary>
    private static string? Keys(Report report, Func<ReportFigures, bool> isSo) =>
        report.Queues.Where(q => isSo(q.Figures)).Select(q => $"{q.Queue.Name} ({q.Media})").ToArray() is { Length: > 0 } found ? Names(found) : null;

    private static bool IsCountedOtherwise(ReportQueue queue) =>
        !queue.IsRestated && queue.Figures is { LateByWait: 0, Unjudged: 0 } && queue.ThresholdSource == ThresholdSource.Genesys
        && queue.Figures is { Genesys: { } own, AnsweredWithinThreshold: { } within } && own.Numerator != within;

    private static string Names(IEnumerable<string> names)
    {
        var all = names.Distinct().ToArray();
        var shown = string.Join(", ", all.Take(NamesShown));
        return all.Length > NamesShown ? FormattableString.Invariant($"{shown} and {all.Length - NamesShown} more") : shown;
    }
}
