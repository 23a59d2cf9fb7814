using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>Asks a contact centre what a report needs.</summary>
public static class ReportReader
{
    // A week of quarter hours of some hundred queues is an answer of a few megabytes; memory and progress go in such steps.
    private static readonly TimeSpan Step = TimeSpan.FromDays(7);

    /// <summary>
    /// Reads a report: one question for each group of thresholds and each week. When the contact centre refuses the
    /// granularity, the report is read at the one that it gives instead, over the range snapped outward to it.
    /// </summary>
    /// <param name="contactCentre">Who is asked.</param>
    /// <param name="days">Sums of days, which are not asked for then; null for none.</param>
    /// <param name="request">What for.</param>
    /// <param name="progress">Told before every question, or null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ContactCentreException">The contact centre did not answer; there is no report of a part.</exception>
    public static async Task<ReportResult> ReadAsync(
        IContactCentre contactCentre, IDailyArchive? days, ReportRequest request, IProgress<ReportProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(contactCentre);
        ArgumentNullException.ThrowIfNull(request);
        var calls = 0;
        var notices = new List<string>();
        RefusedGranularity? refused = null;
        while (true)
        {
            var source = new CentreSource(contactCentre, request.Granularity, Step, progress, days, refused);
            var query = request.ToQuery();
            var past = await PastEngine.ReadAsync(query, source, request.Targets, cancellationToken).ConfigureAwait(false);
            calls += source.Calls;
            notices.AddRange(source.Notices);
            refused = source.Refused;
            if (refused is { Answer.Granularity: var coarser })
            {
                request = request with { Granularity = coarser, Range = coarser.SnapOutward(request.Range) };
                continue;
            }

            if (calls > 0 && Reach.NoticeOf(request.Range, source.Earliest, source.AnsweredAt) is { } notice)
            {
                notices.Add(notice);
            }

            return new ReportResult(ReportBuilder.Build(request, query.Periods, past, source.AnsweredAt), calls, [.. notices.Distinct()]);
        }
    }

    /// <summary>
    /// Reads a report in the dashboard: what has settled comes from the archive, the rest from the contact centre; all of it from there while the archive is
    /// away.
    /// </summary>
    /// <param name="contactCentre">Who is asked.</param>
    /// <param name="archive">What has been kept.</param>
    /// <param name="days">Sums of days, which are not asked for then.</param>
    /// <param name="request">What for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ContactCentreException">The contact centre did not answer; there is no report of a part.</exception>
    public static async Task<ReportResult> ReadKeptAsync(
        IContactCentre contactCentre, IIntervalArchive archive, IDailyArchive days, ReportRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var kept = new ArchivedContactCentre(contactCentre, archive);
            return await ReadAsync(kept, days, request, progress: null, cancellationToken).ConfigureAwait(false);
        }
        catch (ArchiveUnavailableException)
        {
            return await ReadAsync(contactCentre, days: null, request, progress: null, cancellationToken).ConfigureAwait(false);
        }
    }
}

/// <summary>A report and what it took.</summary>
/// <param name="Report">The report.</param>
/// <param name="Calls">How many HTTP calls it took, retries included.</param>
/// <param name="Notices">What the contact centre said that was unexpected, each once.</param>
public sealed record ReportResult(Report Report, int Calls, ImmutableArray<string> Notices);
