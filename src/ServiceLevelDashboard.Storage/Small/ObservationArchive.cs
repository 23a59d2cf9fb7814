using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Storage.Model;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Storage.Small;

/// <summary>Samples of the moment by interval: two spreads a row, joined with what stands.</summary>
internal sealed class ObservationArchive(ArchiveExecutor archive) : IObservationArchive
{
    /// <inheritdoc/>
    public Task AddAsync(ImmutableArray<ObservedInterval> samples, CancellationToken cancellationToken)
    {
        return archive.ExecuteAsync(async context =>
        {
            if (samples.IsEmpty)
            {
                return;
            }
            var (from, to) = (samples.Min(s => s.Interval.Start).ToUnixTimeSeconds(), samples.Max(s => s.Interval.Start).ToUnixTimeSeconds());
            var standing = await context.Observations.Where(o => o.Start >= from && o.Start <= to)
                .ToDictionaryAsync(o => (o.QueueId, o.Media, o.Start, o.Minutes), cancellationToken).ConfigureAwait(false);
            foreach (var sample in samples)
            {
                var key = (sample.Queue.Value, SubjectOf(sample), sample.Interval.Start.ToUnixTimeSeconds(), (int)sample.Interval.Length.TotalMinutes);
                if (!standing.TryGetValue(key, out var row))
                {
                    row = new StoredObservation { QueueId = key.Item1, Media = key.Item2, Start = key.Item3, Minutes = key.Item4 };
                    standing.Add(key, row);
                    context.Observations.Add(row);
                }

                Put(row, Waiting(row) + sample.Count, Longest(row) + sample.LongestWaitMs);
            }

            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<ObservedInterval>> ReadAsync(QueueId queue, Interval range, CancellationToken cancellationToken)
    {
        return archive.ExecuteAsync<ImmutableArray<ObservedInterval>>(async context =>
        {
            var (from, to) = (range.Start.ToUnixTimeSeconds(), range.End.ToUnixTimeSeconds());
            var rows = await context.Observations.AsNoTracking()
                .Where(o => o.QueueId == queue.Value && o.Start >= from && o.Start < to)
                .OrderBy(o => o.Start).ThenBy(o => o.Media).ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. rows.Select(o => new ObservedInterval(
                queue,
                o.Media[0] == StatusMark ? null : new MediaType(o.Media),
                o.Media[0] == StatusMark ? Enum.Parse<AgentStatus>(o.Media.AsSpan(1)) : null,
                new Interval(DateTimeOffset.FromUnixTimeSeconds(o.Start), DateTimeOffset.FromUnixTimeSeconds(o.Start + o.Minutes * 60L)),
                Waiting(o),
                Longest(o)))];
        }, cancellationToken);
    }

    // No media type begins like this.
    private const char StatusMark = '#';

    private static string SubjectOf(ObservedInterval sample) => sample.Status is { } status
        ? $"{StatusMark}{status}"
        : (sample.Media ?? throw new ArgumentException("A sample is of a media type or of a status.", nameof(sample))).Name;

    private static Spread Waiting(StoredObservation o) => new(o.Samples, o.WaitingLeast, o.WaitingSum, o.WaitingMost);

    private static Spread Longest(StoredObservation o) => new(o.Samples, o.LongestLeast, o.LongestSum, o.LongestMost);

    private static void Put(StoredObservation row, Spread waiting, Spread longest)
    {
        row.Samples = waiting.Samples;
        (row.WaitingLeast, row.WaitingSum, row.WaitingMost) = (waiting.Least, waiting.Sum, waiting.Most);
        (row.LongestLeast, row.LongestSum, row.LongestMost) = (longest.Least, longest.Sum, longest.Most);
    }
}
