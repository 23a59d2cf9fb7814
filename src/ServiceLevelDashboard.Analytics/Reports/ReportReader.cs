using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Reports;

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
    /// <param name="request">What for.</param>
    /// <param name="progress">Told before every question, or null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ContactCentreException">The contact centre did not answer; there is no report of a part.</exception>
    public static async Task<ReportResult> ReadAsync(
        IContactCentre contactCentre, ReportRequest request, IProgress<ReportProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(contactCentre);
        ArgumentNullException.ThrowIfNull(request);
        var calls = 0;
        while (true)
        {
            var notices = new List<string>();
            var builder = new ReportBuilder(request);
            var readAt = DateTimeOffset.MaxValue;
            Granularity? given = null;
            var questions = Questions(request);
            for (var i = 0; i < questions.Length && given is null; i++)
            {
                var (group, range) = questions[i];
                progress?.Report(new ReportProgress(i, questions.Length, range));
                var answer = await contactCentre
                    .QueryIntervalsAsync(new IntervalQuery(range, request.Granularity, group.Edges, group.Queues), cancellationToken)
                    .ConfigureAwait(false);
                calls += answer.Calls;
                notices.AddRange(answer.Notices);
                // Figures are as old as the oldest answer.
                if (answer.AnsweredAt < readAt)
                {
                    readAt = answer.AnsweredAt;
                }
                if (answer.Granularity != request.Granularity)
                {
                    given = answer.Granularity;
                }
                else
                {
                    builder.Add(group, answer.Rows);
                }
            }

            if (given is not { } coarser)
            {
                return new ReportResult(builder.Build(readAt), calls, [.. notices.Distinct()]);
            }
            request = request with { Granularity = coarser, Range = coarser.SnapOutward(request.Range) };
        }
    }

    private static ImmutableArray<(ReportGroup Group, Interval Range)> Questions(ReportRequest request) =>
        [.. from range in Steps(request.Range) from @group in ReportGroup.Of(request) select (@group, range)];

    private static IEnumerable<Interval> Steps(Interval range)
    {
        for (var start = range.Start; start < range.End; start += Step)
        {
            yield return new Interval(start, start + Step < range.End ? start + Step : range.End);
        }
    }
}

/// <summary>A report and what it took.</summary>
/// <param name="Report">The report.</param>
/// <param name="Calls">How many HTTP calls it took, retries included.</param>
/// <param name="Notices">What the contact centre said that was unexpected, each once.</param>
public sealed record ReportResult(Report Report, int Calls, ImmutableArray<string> Notices);

/// <summary>How far the reading is.</summary>
/// <param name="Done">Questions answered.</param>
/// <param name="All">Questions in all.</param>
/// <param name="Range">The range that is asked for next.</param>
public sealed record ReportProgress(int Done, int All, Interval Range);
