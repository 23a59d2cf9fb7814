using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Storage.Model;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Storage.Small;

/// <summary>Queues over time: a row is added when something about a queue changes, and closed when it changes again.</summary>
internal sealed class QueueHistory(ArchiveExecutor archive) : IQueueHistory
{
    /// <inheritdoc/>
    public Task RecordAsync(ImmutableArray<Queue> queues, DateTimeOffset at, CancellationToken cancellationToken)
    {
        return archive.ExecuteAsync(async context =>
        {
            var now = at.ToUnixTimeSeconds();
            var current = await context.QueueVersions.Where(v => v.To == null).ToDictionaryAsync(v => v.QueueId, cancellationToken).ConfigureAwait(false);
            foreach (var queue in queues)
            {
                var version = VersionOf(queue, now);
                if (current.Remove(queue.Id.Value, out var standing))
                {
                    if (Same(standing, version))
                    {
                        continue;
                    }
                    standing.To = now;
                }

                context.QueueVersions.Add(version);
            }

            foreach (var gone in current.Values)
            {
                gone.To = now;
            }
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<QueueVersion>> ReadAsync(Interval range, CancellationToken cancellationToken)
    {
        return archive.ExecuteAsync<ImmutableArray<QueueVersion>>(async context =>
        {
            var (from, to) = (range.Start.ToUnixTimeSeconds(), range.End.ToUnixTimeSeconds());
            var rows = await context.QueueVersions.AsNoTracking()
                .Where(v => v.From < to && (v.To == null || v.To > from))
                .OrderBy(v => v.From).ThenBy(v => v.No).ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. rows.Select(v => new QueueVersion(
                QueueOf(v),
                DateTimeOffset.FromUnixTimeSeconds(v.From),
                v.To is { } end ? DateTimeOffset.FromUnixTimeSeconds(end) : null))];
        }, cancellationToken);
    }

    private static StoredQueueVersion VersionOf(Queue queue, long from) => new()
    {
        QueueId = queue.Id.Value,
        From = from,
        Name = queue.Name,
        DivisionId = queue.Division?.Id,
        DivisionName = queue.Division?.Name,
        Targets = JsonSerializer.Serialize(queue.Targets
            .OrderBy(t => t.Key.Name, StringComparer.Ordinal)
            .Select(t => new StoredTarget(t.Key.Name, t.Value.Ratio, (long)t.Value.Threshold.TotalMilliseconds))),
    };

    private static Queue QueueOf(StoredQueueVersion version) => new(
        new QueueId(version.QueueId),
        version.Name,
        version.DivisionId is null ? null : new Division(version.DivisionId, version.DivisionName ?? version.DivisionId),
        JsonSerializer.Deserialize<StoredTarget[]>(version.Targets)!.ToImmutableDictionary( // written by VersionOf, never null
            t => new MediaType(t.Media),
            t => new ServiceLevelTarget(t.Ratio, TimeSpan.FromMilliseconds(t.ThresholdMs))));

    private static bool Same(StoredQueueVersion a, StoredQueueVersion b) =>
        (a.Name, a.DivisionId, a.DivisionName, a.Targets) == (b.Name, b.DivisionId, b.DivisionName, b.Targets);

    private sealed record StoredTarget(string Media, decimal Ratio, long ThresholdMs);
}
