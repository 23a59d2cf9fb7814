using System.Collections.Immutable;
using System.Text.Json;

namespace ServiceLevelDashboard.ReaderContenders;

/// <summary>The contender that anybody would write first: plain models, filled by <see cref="JsonSerializer"/> from the stream.</summary>
internal static class Models
{
    public static async Task ReadAsync(Stream body, Sums sums)
    {
        var answer = await JsonSerializer.DeserializeAsync<Answer>(body, JsonSerializerOptions.Web)
            ?? throw new InvalidDataException("The answer is empty.");
        foreach (var bucket in answer.Results.SelectMany(row => row.Data))
        {
            sums.Buckets++;
            foreach (var metric in bucket.Metrics)
            {
                if (metric.Metric == "nOffered")
                {
                    sums.Offered += metric.Stats.Count;
                }
                else if (metric.Metric == "tAnswered")
                {
                    sums.Answered += metric.Stats.Count;
                }
            }
            foreach (var view in bucket.Views)
            {
                sums.WithinEdges += view.Stats.Count;
            }
        }
    }

    private sealed record Answer(ImmutableArray<Row> Results);

    private sealed record Row(Dictionary<string, string> Group, List<Bucket> Data);

    private sealed record Bucket(string Interval, List<MetricValue> Metrics, List<ViewValue> Views);

    private sealed record MetricValue(string Metric, Stats Stats);

    private sealed record ViewValue(string Name, Stats Stats);

    private sealed record Stats(
        long Count, decimal? Sum, decimal? Min, decimal? Max, decimal? Ratio, decimal? Numerator, decimal? Denominator, decimal? Target);
}
