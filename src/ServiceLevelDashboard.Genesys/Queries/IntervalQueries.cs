using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys.Calls;
using ServiceLevelDashboard.Genesys.Wire;

namespace ServiceLevelDashboard.Genesys.Queries;

/// <summary>
/// Asks for intervals: one unfiltered query where the service allows it, else as many pieces as it takes. A refused piece is
/// mended (without a refused metric, coarser granularity, shorter range, fewer queues) and asked again; what was learnt is remembered.
/// </summary>
internal sealed class IntervalQueries(IApiClient api, QueueListReader queueList, TimeProvider time)
{
    private const string Purpose = "ask for intervals";

    /// <summary>Read in pieces, so that its length costs no memory; a month of thousands of queues stays below it.</summary>
    private const long LargestAnswer = 4L * 1024 * 1024 * 1024;

    private readonly DiscoveredLimits _limits = new(time);
    private readonly RefusedMetrics _refused = new(time);

    /// <summary>The metrics that the service refuses at present.</summary>
    public ImmutableArray<string> RefusedMetrics => _refused.Current;

    /// <exception cref="ContactCentreException">The question could not be answered whole.</exception>
    public async Task<IntervalResponse> QueryAsync(IntervalQuery query, CancellationToken cancellationToken)
    {
        var tally = new CallTally();
        var queues = query.Queues.IsDefaultOrEmpty ? [] : query.Queues;
        var isWithoutFilterRefused = queues.IsEmpty && _limits.UnfilteredRefused;
        if (isWithoutFilterRefused)
        {
            queues = await queueList.GetAllIdsAsync(tally, cancellationToken).ConfigureAwait(false);
        }

        while (true)
        {
            var granularity = query.Granularity.Length < _limits.Finest.Length ? _limits.Finest : query.Granularity;
            var wanted = queueList.HasCustomerFirst ? MetricNames.OfIntervals.AddRange(MetricNames.OfCustomerFirst) : MetricNames.OfIntervals;
            var metrics = _refused.Without(wanted);
            try
            {
                var answer = await QueryAsync(query, granularity, metrics, queues, tally, cancellationToken).ConfigureAwait(false);
                _limits.UnfilteredRefused |= isWithoutFilterRefused;
                return answer;
            }
            catch (RefusedResponseException e) when (_refused.Note(e, metrics))
            {
                // All rows of an answer are made of the same metrics: begin anew.
            }
            catch (RefusedResponseException e) when (IsTooFine(e, granularity))
            {
                // All rows of an answer have one granularity: begin anew.
                _limits.Refuse(granularity);
            }
            catch (RefusedResponseException e) when (queues.IsEmpty && !isWithoutFilterRefused && e.MetricsOf(metrics).IsEmpty)
            {
                // The reason is not known: perhaps the missing filter. Remembered only if the same question with one is answered.
                isWithoutFilterRefused = true;
                queues = await queueList.GetAllIdsAsync(tally, cancellationToken).ConfigureAwait(false);
                if (queues.IsEmpty)
                {
                    throw CallFailures.NotAnswerable(e, Purpose);
                }
            }
            catch (RefusedResponseException e)
            {
                throw CallFailures.NotAnswerable(e, Purpose);
            }
        }
    }

    /// <exception cref="RefusedResponseException">A piece was refused that cannot be made smaller, or for another reason than its size.</exception>
    private async Task<IntervalResponse> QueryAsync(
        IntervalQuery query, Granularity granularity, ImmutableArray<string> metrics, ImmutableArray<QueueId> queues, CallTally tally,
        CancellationToken cancellationToken)
    {
        var diagnostics = new ParseDiagnostics();
        var rows = ImmutableArray.CreateBuilder<QueueInterval>();
        DateTimeOffset? answeredAt = null;
        var (tooHeavy, answered) = (TimeSpan.MaxValue, TimeSpan.Zero);
        var pieces = Cut(granularity.SnapOutward(query.Range), granularity, queues);
        while (pieces.TryPop(out var piece))
        {
            if (piece.Range.Length > WholeIntervals(_limits.MaximumRange, granularity)
                || (piece.Range.Length >= tooHeavy && piece.Range.Length > granularity.Length))
            {
                // Learnt since the piece was cut.
                Push(pieces, HalvesOfTime(piece, granularity));
                continue;
            }

            try
            {
                var answer = await QueryPieceAsync(piece, granularity, metrics, query.Edges, diagnostics, tally, cancellationToken).ConfigureAwait(false);
                answer.Value.MoveTo(rows, new RowJudge(queueList, metrics));
                answered = piece.Range.Length > answered ? piece.Range.Length : answered;
                // Data reach only as far as the oldest of the answers.
                answeredAt = answeredAt is { } earlier && earlier < answer.At ? earlier : answer.At;
            }
            catch (RefusedResponseException e)
            {
                if (Halve(piece, granularity, metrics, e) is not { } halves)
                {
                    throw;
                }

                tooHeavy = e.IsTooHeavy && piece.Range.Length < tooHeavy ? piece.Range.Length : tooHeavy;
                Push(pieces, halves);
            }
        }

        if (tooHeavy < TimeSpan.MaxValue)
        {
            // Only now is it known that shorter ones are answered, and not that the service was away.
            _limits.NoteAnsweredInTime(answered);
        }

        var notices = diagnostics.ToNotices().AddRange(_refused.Notices([.. MetricNames.OfIntervals, .. MetricNames.OfCustomerFirst]));
        if (granularity != query.Granularity)
        {
            notices = notices.Add($"Genesys Cloud refused intervals of {query.Granularity}: {granularity} is used.");
        }

        return new IntervalResponse(rows.DrainToImmutable(), granularity, answeredAt ?? query.Range.Start, tally.Calls, notices);
    }

    /// <summary>One piece with all its edges: further calls where the edges are more than one call may carry.</summary>
    private async Task<Response<RowStage>> QueryPieceAsync(
        Piece piece, Granularity granularity, ImmutableArray<string> metrics, EdgeSet edges, ParseDiagnostics diagnostics, CallTally tally,
        CancellationToken cancellationToken)
    {
        Response<RowStage>? first = null;
        foreach (var views in EdgeViews.PerCallOf(edges))
        {
            var call = new ApiCall(
                Purpose,
                "api/v2/analytics/conversations/aggregates/query",
                QueryBodies.Intervals(piece.Range, granularity, first is null ? metrics : MetricNames.OfFurtherEdges, views, piece.Queues),
                CanBeCut: piece.Range.Length > granularity.Length || piece.Queues.Length > 1)
            {
                MaximumBytes = LargestAnswer,
            };
            var answer = await api.QueryAsync(call, (body, ct) => ReadAsync(body, piece, granularity, edges, views, ct), tally, cancellationToken)
                .ConfigureAwait(false);
            if (first is null)
            {
                first = new Response<RowStage>(answer.Value.Rows, answer.At);
                diagnostics.Add(answer.Value.ParseDiagnostics);
            }
            else
            {
                first.Value.Value.AddBandsOf(answer.Value.Rows);
            }
        }

        return first!.Value; // there is always at least one call
    }

    private static async ValueTask<(RowStage Rows, ParseDiagnostics ParseDiagnostics)> ReadAsync(
        Stream body, Piece piece, Granularity granularity, EdgeSet edges, ImmutableArray<EdgeView> views, CancellationToken cancellationToken)
    {
        var oddities = new ParseDiagnostics();
        var rows = new RowStage(edges, views, oddities);
        await AggregateReader.ReadAsync(body, views, rows, oddities, cancellationToken).ConfigureAwait(false);
        rows.KeepOnly(piece.Range, granularity, piece.Queues);
        return (rows, oddities);
    }

    private Stack<Piece> Cut(Interval range, Granularity granularity, ImmutableArray<QueueId> queues)
    {
        var longest = WholeIntervals(_limits.MaximumRange, granularity);
        var groups = queues.IsEmpty ? [[]] : queues.Distinct().Chunk(_limits.MaximumQueues).Select(static group => group.ToImmutableArray()).ToArray();
        var pieces = new Stack<Piece>();
        for (var start = range.Start; start < range.End; start += longest)
        {
            var end = start + longest < range.End ? start + longest : range.End;
            foreach (var group in groups)
            {
                pieces.Push(new Piece(new Interval(start, end), group));
            }
        }

        return pieces;
    }

    /// <summary>Two halves: of the time first, then of the queues. Null when size is not the reason, or the piece cannot be made smaller.</summary>
    private Piece[]? Halve(Piece piece, Granularity granularity, ImmutableArray<string> metrics, RefusedResponseException refusal)
    {
        if (!refusal.MetricsOf(metrics).IsEmpty || IsTooFine(refusal, granularity)
            || !(refusal.IsTooLarge || refusal.IsTooHeavy || refusal.Names("interval") || refusal.Names("predicate")))
        {
            return null;
        }

        var isAboutQueues = refusal.Names("predicate") && !piece.Queues.IsEmpty;
        if (piece.Range.Length > granularity.Length && !isAboutQueues)
        {
            if (!refusal.IsTooHeavy)
            {
                _limits.RefuseRange(piece.Range.Length, refusal);
            }

            return HalvesOfTime(piece, granularity);
        }

        if (piece.Queues.Length < 2)
        {
            return null;
        }

        if (isAboutQueues)
        {
            _limits.RefuseQueues(piece.Queues.Length, refusal);
        }

        var half = piece.Queues.Length / 2;
        return [piece with { Queues = piece.Queues[half..] }, piece with { Queues = piece.Queues[..half] }];
    }

    /// <summary>The granularity was refused and there is a coarser one. Such a refusal may speak of the interval as well.</summary>
    private static bool IsTooFine(RefusedResponseException refusal, Granularity granularity) =>
        refusal.Names("granularity") && DiscoveredLimits.Coarser(granularity) is not null;

    private static Piece[] HalvesOfTime(Piece piece, Granularity granularity)
    {
        var middle = piece.Range.Start + WholeIntervals(piece.Range.Length / 2, granularity);
        return [piece with { Range = new Interval(middle, piece.Range.End) }, piece with { Range = new Interval(piece.Range.Start, middle) }];
    }

    private static void Push(Stack<Piece> pieces, Piece[] halves)
    {
        foreach (var half in halves)
        {
            pieces.Push(half);
        }
    }

    /// <summary>A length cut down to whole intervals, at least one.</summary>
    private static TimeSpan WholeIntervals(TimeSpan length, Granularity granularity) =>
        TimeSpan.FromTicks(Math.Max(granularity.Length.Ticks, length.Ticks - (length.Ticks % granularity.Length.Ticks)));

    /// <summary>What one query asks for; no queues means all.</summary>
    private sealed record Piece(Interval Range, ImmutableArray<QueueId> Queues);
}
