using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>The parts of a moment as JSON, compressed: what is read is equal to what was written, to the last digit.</summary>
internal static class LiveJson
{
    public static byte[] WriteState(LiveMoment moment) => Pack(
        new StateText(
            moment.Version, moment.State.Failures, moment.State.NextAttempt, moment.State.Quota, moment.State.Notices, moment.State.Pace,
            moment.State.Push, moment.Sources, moment.Input is { } input ? MadeText.Of(input) : null),
        LiveContext.Default.StateText);

    public static StateText ReadState(ReadOnlyMemory<byte> content) => Unpack(content, LiveContext.Default.StateText);

    public static byte[] Write(ListedQueues queues) => Pack(
        new QueuesText(
            [.. queues.Record.Versions.Select(static version => new QueueText(
                version.From, version.Queue.Id.Value, version.Queue.Name, version.Queue.Division, version.Queue.CallbackMode,
                [.. version.Queue.Targets.Select(static target => new TargetText(
                    target.Key.Name, target.Value.Ratio, target.Value.Threshold, target.Value.Source))]))],
            [.. queues.Listed.Select(static id => id.Value)]),
        LiveContext.Default.QueuesText);

    public static ListedQueues ReadQueues(ReadOnlyMemory<byte> content)
    {
        var text = Unpack(content, LiveContext.Default.QueuesText);
        return new ListedQueues(
            QueueRecord.Of(text.Versions.Select(static queue => new QueueVersion(
                new Queue(
                    new QueueId(queue.Id), queue.Name, queue.Division,
                    queue.Targets.ToImmutableDictionary(
                        static target => new MediaType(target.Media), static target => new ServiceLevelTarget(target.Ratio, target.Threshold, target.Source)))
                {
                    CallbackMode = queue.CallbackMode,
                },
                queue.From, null))),
            [.. text.Listed.Select(static id => new QueueId(id))]);
    }

    public static byte[] Write(RowDigests rows) =>
        Pack(new RowsText(rows.Range.Start, rows.Range.End, rows.Granularity.ToString(), rows.Values), LiveContext.Default.RowsText);

    public static RowDigests ReadRows(ReadOnlyMemory<byte> content)
    {
        var text = Unpack(content, LiveContext.Default.RowsText);
        return new RowDigests(new Interval(text.From, text.To), GranularityOf(text.Granularity), text.Values);
    }

    public static byte[] Write(IReadOnlyDictionary<QueueId, ImmutableArray<MediaType>> media) => Pack(
        new MediaText([.. media.Select(static seen => new SeenText(seen.Key.Value, [.. seen.Value.Select(static type => type.Name)]))]),
        LiveContext.Default.MediaText);

    public static ImmutableDictionary<QueueId, ImmutableArray<MediaType>> ReadMedia(ReadOnlyMemory<byte> content) =>
        Unpack(content, LiveContext.Default.MediaText).Seen.ToImmutableDictionary(
            static seen => new QueueId(seen.Queue), static seen => seen.Media.Select(static name => new MediaType(name)).ToImmutableArray());

    public static byte[] Write(ObservationIndex? observed) =>
        Pack(new ObservedText(observed?.ObservedAt, [.. observed?.Queues ?? []], [.. observed?.AllAgents ?? []]), LiveContext.Default.ObservedText);

    public static ObservationIndex? ReadObserved(ReadOnlyMemory<byte> content)
    {
        var text = Unpack(content, LiveContext.Default.ObservedText);
        return text.At is { } at ? new ObservationIndex(new ObservationResponse(text.Queues, text.Agents, at, 0)) : null;
    }

    public static Granularity GranularityOf(string text) =>
        Granularity.TryParse(text, out var granularity) ? granularity : throw new JsonException($"'{text}' is no granularity.");

    internal static byte[] Compress(Action<Stream> write)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            write(stream);
        }
        return packed.ToArray();
    }

    private static byte[] Pack<T>(T value, JsonTypeInfo<T> type) => Compress(stream => JsonSerializer.Serialize(stream, value, type));

    private static T Unpack<T>(ReadOnlyMemory<byte> content, JsonTypeInfo<T> type)
    {
        using var packed = new MemoryStream(content.ToArray());
        using var stream = new GZipStream(packed, CompressionMode.Decompress);
        return JsonSerializer.Deserialize(stream, type) ?? throw new JsonException("A part is empty.");
    }

    internal sealed record StateText(
        long Version, ImmutableArray<RefreshFailure> Failures, DateTimeOffset? NextAttempt, QuotaUse Quota, ImmutableArray<string> Notices, RefreshPace Pace,
        PushState Push, ImmutableArray<SourceStanding> Sources, MadeText? Made)
    {
        /// <summary>What was published; of the snapshot its version alone.</summary>
        public SnapshotState ToState() => new(null, Failures, NextAttempt, Quota, Notices) { Pace = Pace, Push = Push };
    }

    /// <summary>What the snapshot was made of, but for its large parts.</summary>
    internal sealed record MadeText(
        DateTimeOffset DayStart, DateTimeOffset DayEnd, DateTimeOffset Until, string Granularity, string Edges, DateTimeOffset? Unsettled, TimeSpan ClockOffset,
        string Asked, GenesysSwitches Switches, ContractTaken Contract)
    {
        public static MadeText Of(LiveInput input)
        {
            var progress = input.Progress;
            return new MadeText(
                progress.Day.Start, progress.Day.End, progress.Until, progress.Granularity.ToString(), progress.Edges.Id, progress.Unsettled,
                input.ClockOffset, input.Granularity.ToString(), input.Switches, input.Contract);
        }

        public IntervalProgress ToProgress()
        {
            try
            {
                return new(new Interval(DayStart, DayEnd), Until, GranularityOf(Granularity), EdgeSet.Parse(Edges), Unsettled);
            }
            catch (FormatException e)
            {
                throw new JsonException(e.Message, e);
            }
        }
    }

    internal sealed record QueuesText(ImmutableArray<QueueText> Versions, ImmutableArray<string> Listed);

    internal sealed record QueueText(
        DateTimeOffset From, string Id, string Name, Division? Division, CallbackMode? CallbackMode, ImmutableArray<TargetText> Targets);

    internal sealed record TargetText(string Media, decimal Ratio, TimeSpan Threshold, TargetSource Source);

    internal sealed record RowsText(DateTimeOffset From, DateTimeOffset To, string Granularity, ImmutableArray<ulong> Values);

    internal sealed record MediaText(ImmutableArray<SeenText> Seen);

    internal sealed record SeenText(string Queue, ImmutableArray<string> Media);

    internal sealed record ObservedText(DateTimeOffset? At, ImmutableArray<QueueObservation> Queues, ImmutableArray<AgentObservation> Agents);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, IgnoreReadOnlyProperties = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LiveJson.StateText))]
[JsonSerializable(typeof(LiveJson.QueuesText))]
[JsonSerializable(typeof(LiveJson.RowsText))]
[JsonSerializable(typeof(LiveJson.MediaText))]
[JsonSerializable(typeof(LiveJson.ObservedText))]
internal sealed partial class LiveContext : JsonSerializerContext;
