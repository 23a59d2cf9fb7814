using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>Takes a moment apart, so that only what has changed is written and read. Not safe for several threads at once.</summary>
internal sealed class LiveParts
{
    /// <summary>How things stand: in every moment.</summary>
    public const string State = "state";

    /// <summary>The queues over time.</summary>
    public const string Queues = "queues";

    /// <summary>A number for each interval.</summary>
    public const string Rows = "rows";

    /// <summary>The media types that queues were seen in.</summary>
    public const string Media = "media";

    /// <summary>What waits now.</summary>
    public const string Observed = "observed";

    /// <summary>What the past teaches.</summary>
    public const string Models = "models";

    private LiveInput? _standing;

    /// <summary>Notes that the parts of a moment stand in the archive; null when it is not known what does.</summary>
    public void Assume(LiveMoment? moment) => _standing = moment?.Input;

    /// <summary>The parts that differ from what stands.</summary>
    public ImmutableArray<LivePart> ChangedIn(LiveMoment moment)
    {
        var parts = ImmutableArray.CreateBuilder<LivePart>();
        Add(State, LiveJson.WriteState(moment));
        if (moment.Input is { } input)
        {
            if (!ReferenceEquals(input.Queues, _standing?.Queues))
            {
                Add(Queues, LiveJson.Write(input.Queues));
            }
            if (_standing is null || input.Rows != _standing.Rows || input.Range != _standing.Range)
            {
                Add(Rows, LiveJson.Write(RowDigests.Of(input.Range, input.Progress.Granularity, input.Rows)));
            }
            if (!ReferenceEquals(input.SeenMedia, _standing?.SeenMedia))
            {
                Add(Media, LiveJson.Write(input.SeenMedia));
            }
            if (_standing is null || !ReferenceEquals(input.Observed, _standing.Observed))
            {
                Add(Observed, LiveJson.Write(input.Observed));
            }
            if (!ReferenceEquals(input.Models, _standing?.Models))
            {
                Add(Models, ModelsCodec.Write(input.Models));
            }
        }

        return parts.ToImmutable();

        void Add(string name, byte[] content) => parts.Add(new LivePart(name, moment.Number, content));
    }
}
