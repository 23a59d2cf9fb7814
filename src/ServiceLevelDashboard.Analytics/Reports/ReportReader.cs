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
        var notices = new List<string>();
        while (true)
        {
            var builder = new ReportBuilder(request);
            var readAt = DateTimeOffset.MaxValue;
            var earliest = DateTimeOffset.MaxValue;
            ReportRequest? coarser = null;
            var questions = Questions(request);
            for (var i = 0; i < questions.Length && coarser is null; i++)
            {
                var (group, range) = questions[i];
                progress?.Report(new ReportProgress(i, questions.Length, range));
                var answer = await contactCentre
                    .QueryIntervalsAsync(new IntervalQuery(range, request.Granularity, group.Edges, group.Queues), cancellationToken)
                    .ConfigureAwait(false);
                calls += answer.Calls;
                notices.AddRange(answer.Notices);
                if (answer.Granularity != request.Granularity)
                {
                    coarser = request with { Granularity = answer.Granularity, Range = answer.Granularity.SnapOutward(request.Range) };
                    if (i > 0 || Questions(coarser)[0].Range != answer.Granularity.SnapOutward(range))
                    {
                        break;
                    }

                    // The answer is the one to the first question of the coarser request: it is not asked again.
                    (request, coarser) = (coarser, null);
                    (builder, questions) = (new ReportBuilder(request), Questions(request));
                    group = questions[0].Group;
                }

                // Figures are as old as the oldest answer.
                readAt = answer.AnsweredAt < readAt ? answer.AnsweredAt : readAt;
                earliest = answer.Rows.Where(static row => !row.Counts.IsZero).Select(static row => row.Interval.Start).Append(earliest).Min();
                builder.Add(group, answer.Rows);
            }

            if (coarser is not null)
            {
                request = coarser;
                continue;
            }

            if (calls > 0 && Reach.NoticeOf(request.Range, earliest, readAt) is { } notice)
            {
                notices.Add(notice);
            }

            return new ReportResult(builder.Build(readAt), calls, [.. notices.Distinct()]);
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
