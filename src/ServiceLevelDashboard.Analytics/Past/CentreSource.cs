using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>
/// Intervals as a contact centre answers them, counted at the thresholds of the query: one question for each group of thresholds and each step of the
/// range. It ends early when the granularity is refused: <see cref="Refused"/>. To be read once.
/// </summary>
/// <param name="centre">Who is asked.</param>
/// <param name="granularity">Length of an interval.</param>
/// <param name="step">How much of the range is asked for at a time.</param>
/// <param name="progress">Told before every question, or null.</param>
/// <param name="days">Sums of days that are taken where they will do, so that nothing is asked for these; null for none.</param>
/// <param name="known">The answer that refused a finer granularity, or null: where it is the one to the first question, that is not asked again.</param>
public sealed class CentreSource(
    IContactCentre centre, Granularity granularity, TimeSpan step, IProgress<ReportProgress>? progress, IDailyArchive? days, RefusedGranularity? known)
    : IPastSource
{
    private readonly List<string> _notices = [];

    /// <summary>How many HTTP calls it took so far, retries included.</summary>
    public int Calls { get; private set; }

    /// <summary>What the contact centre said that was unexpected, each once.</summary>
    public ImmutableArray<string> Notices => [.. _notices.Distinct()];

    /// <summary>When the contact centre answered: figures are as old as the oldest answer.</summary>
    public DateTimeOffset AnsweredAt { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>When the first interval starts in which anything happened; the largest instant when nothing did.</summary>
    public DateTimeOffset Earliest { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>What was answered in place of the granularity that was asked for: then what was read is no good. Null when none was refused.</summary>
    public RefusedGranularity? Refused { get; private set; }

    /// <inheritdoc/>
    public async IAsyncEnumerable<PastPart> ReadAsync(PastQuery query, TargetResolver targets, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Queues is { IsEmpty: true })
        {
            yield break;
        }

        var groups = EdgeGroup.Of(query, targets);
        var summed = new List<(Interval Day, ImmutableArray<QueueId> Split)>();
        var finalAt = DateTimeOffset.MinValue;
        if (days is not null)
        {
            var sums = new DaySumSource(days, granularity, groups).ReadAsync(query, targets, cancellationToken);
            await foreach (var (day, part, split) in sums.ConfigureAwait(false))
            {
                summed.Add((day, split));
                finalAt = part.Covered.Select(static c => c.FetchedAt > c.Range.End ? c.FetchedAt : c.Range.End).Append(finalAt).Max();
                Earliest = part.Rows.IsEmpty || Earliest < day.Start ? Earliest : day.Start;
                yield return part;
            }
        }

        var left = Spans.Without(granularity.SnapOutward(query.Periods.Range), summed.Select(static s => s.Day));
        ImmutableArray<(EdgeGroup Group, Interval Range, ImmutableArray<QueueId> Queues)> questions =
        [
            .. from range in left.SelectMany(Steps) from @group in groups select (@group, range, @group.Queues),
            .. from day in summed
               from @group in groups
               let queues = @group.Queues.IsEmpty ? day.Split : [.. day.Split.Where(@group.Queues.Contains)]
               where !queues.IsEmpty
               select (@group, day.Day, queues),
        ];
        if (questions.IsEmpty && summed.Count > 0)
        {
            // Nothing is asked: what has settled does not age.
            AnsweredAt = finalAt;
        }
        for (var i = 0; i < questions.Length; i++)
        {
            var (group, range, queues) = questions[i];
            progress?.Report(new ReportProgress(i, questions.Length, range));
            var question = new IntervalQuery(range, granularity, group.Edges, queues);
            var answer = i == 0 && known?.AnswerTo(question) is { } same ? same : await AskAsync(question, cancellationToken).ConfigureAwait(false);
            if (answer.Granularity != granularity)
            {
                Refused = new RefusedGranularity(question, answer);
                yield break;
            }

            AnsweredAt = answer.AnsweredAt < AnsweredAt ? answer.AnsweredAt : AnsweredAt;
            Earliest = answer.Rows.Where(static row => !row.Counts.IsZero).Select(static row => row.Interval.Start).Append(Earliest).Min();
            yield return new PastPart(
                [.. answer.Rows.Where(row => range.Contains(row.Interval.Start) && group.AnswersFor(row))],
                group == groups[0] && summed.All(s => s.Day != range)
                    ? [new Coverage(range, granularity, group.Edges, query.Queues ?? [], answer.AnsweredAt)]
                    : []);
        }
    }

    private async Task<IntervalResponse> AskAsync(IntervalQuery query, CancellationToken cancellationToken)
    {
        var answer = await centre.QueryIntervalsAsync(query, cancellationToken).ConfigureAwait(false);
        Calls += answer.Calls;
        _notices.AddRange(answer.Notices);
        return answer;
    }

    private IEnumerable<Interval> Steps(Interval range)
    {
        for (var start = range.Start; start < range.End; start += step)
        {
            yield return new Interval(start, start + step < range.End ? start + step : range.End);
        }
    }
}

/// <summary>An answer in a coarser granularity than was asked for.</summary>
/// <param name="Query">What was asked.</param>
/// <param name="Answer">What was answered.</param>
public sealed record RefusedGranularity(IntervalQuery Query, IntervalResponse Answer)
{
    /// <summary>The answer where it is the one to a query; null where that has to be asked.</summary>
    internal IntervalResponse? AnswerTo(IntervalQuery query) =>
        query.Granularity == Answer.Granularity && query.Range == Answer.Granularity.SnapOutward(Query.Range)
        && query.Edges.Equals(Query.Edges) && query.Queues.SequenceEqual(Query.Queues)
            ? Answer
            : null;
}

/// <summary>How far the reading is.</summary>
/// <param name="Done">Questions answered.</param>
/// <param name="All">Questions in all.</param>
/// <param name="Range">The range that is asked for next.</param>
public sealed record ReportProgress(int Done, int All, Interval Range);
