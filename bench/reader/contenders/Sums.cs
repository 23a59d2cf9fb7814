using System.Text.Json.Serialization;

namespace ServiceLevelDashboard.ReaderContenders;

/// <summary>What every contender adds up, so that it is known to have read the whole answer and read it right.</summary>
internal sealed class Sums
{
    [JsonPropertyName("buckets")]
    public long Buckets { get; set; }

    [JsonPropertyName("offered")]
    public long Offered { get; set; }

    [JsonPropertyName("answered")]
    public long Answered { get; set; }

    [JsonPropertyName("withinEdges")]
    public long WithinEdges { get; set; }
}
