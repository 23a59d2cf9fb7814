using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys.Wire;

namespace ServiceLevelDashboard.ReaderContenders;

/// <summary>The product's reader, with a sink that adds up instead of keeping rows.</summary>
internal static class Ours
{
    /// <summary>The edges that the prepared answers were made with.</summary>
    private static readonly ImmutableArray<EdgeView> Views = EdgeViews.PerCallOf(EdgeSet.Of(
        new[] { 10, 15, 20, 30, 60, 120 }.Select(seconds => TimeSpan.FromSeconds(seconds)),
        new[] { 5, 10, 20, 60 }.Select(seconds => TimeSpan.FromSeconds(seconds)))).Single();

    public static async Task ReadAsync(Stream body, Sums sums) =>
        await AggregateReader.ReadAsync(body, Views, new Sink(sums), new ParseDiagnostics(), CancellationToken.None);

    private sealed class Sink(Sums sums) : IBucketSink
    {
        public void OnBucket(AggregateBucket bucket)
        {
            sums.Buckets++;
            sums.Offered += bucket.Offered;
            sums.Answered += bucket.Answered.Count;
            foreach (var count in bucket.ViewCounts)
            {
                sums.WithinEdges += count;
            }
        }

        public void OnResultEnd(ReadOnlySpan<byte> queueId, ReadOnlySpan<byte> mediaType, ReadOnlySpan<byte> otherDimensions)
        {
        }
    }
}
