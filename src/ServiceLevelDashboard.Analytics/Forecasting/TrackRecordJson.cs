using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Analytics.Forecasting;

/// <summary>The track record as the archive keeps it: one document, about a kilobyte a queue.</summary>
internal static class TrackRecordJson
{
    /// <summary>The key of the one document.</summary>
    public const string Key = "all";

    /// <summary>How it is kept.</summary>
    public static readonly DocumentKind<Kept> Kind =
        new("forecast-record", TrackRecordContext.Default.Kept, static (_, kept) => kept.Queues.IsDefault ? ["It names no queues."] : [], static (_, _) => []);

    /// <summary>What is kept of it.</summary>
    public static Kept Of(TrackRecord record) => new(
        record.Day, record.First, record.MadeAt, record.Basis, [.. record.Queues.Select(
            q => new KeptQueue(q.Key.Queue.Value, q.Key.Media.Name, q.Value.HistoryDays, q.Value.Score))]);

    /// <summary>The record that was kept.</summary>
    public static TrackRecord RecordOf(Kept kept) => new()
    {
        Day = kept.Day,
        First = kept.First,
        MadeAt = kept.MadeAt,
        Basis = kept.Basis,
        Queues = kept.Queues.ToFrozenDictionary(q => new QueueMedia(new QueueId(q.Queue), new MediaType(q.Media)), q => new QueueTrack(q.Days, q.Score)),
    };

    internal sealed record Kept(DateOnly Day, DateOnly First, DateTimeOffset MadeAt, string Basis, ImmutableArray<KeptQueue> Queues);

    internal sealed record KeptQueue(string Queue, string Media, int Days, BacktestScore Score);
}

/// <summary>Sums alone are written: what is made of them is reckoned again.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, IgnoreReadOnlyProperties = true, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(TrackRecordJson.Kept))]
internal sealed partial class TrackRecordContext : JsonSerializerContext;
