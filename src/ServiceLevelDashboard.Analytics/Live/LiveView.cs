using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>What another instance knows, put together from the parts that it has written. Immutable.</summary>
internal sealed record LiveView
{
    /// <summary>Nothing is known.</summary>
    public static readonly LiveView Nothing = new();

    /// <summary>The number of the moment; 0 for none.</summary>
    public long Number { get; init; }

    /// <summary>How things stood; null before the first moment.</summary>
    public LiveJson.StateText? State { get; init; }

    /// <summary>A number for each interval; null before the first snapshot.</summary>
    public RowDigests? Rows { get; init; }

    private ListedQueues? Queues { get; init; }

    private ImmutableDictionary<QueueId, ImmutableArray<MediaType>>? Media { get; init; }

    private ObservationIndex? Observed { get; init; }

    private QueueModels Models { get; init; } = QueueModels.None;

    /// <summary>The view with newer parts.</summary>
    /// <exception cref="System.Text.Json.JsonException">Another version of the program wrote them.</exception>
    /// <exception cref="InvalidDataException">Likewise.</exception>
    public LiveView With(ImmutableArray<LivePart> parts)
    {
        var next = this;
        foreach (var part in parts)
        {
            next = part.Name switch
            {
                LiveParts.State => next with { State = LiveJson.ReadState(part.Content) },
                LiveParts.Queues => next with { Queues = LiveJson.ReadQueues(part.Content) },
                LiveParts.Rows => next with { Rows = LiveJson.ReadRows(part.Content) },
                LiveParts.Media => next with { Media = LiveJson.ReadMedia(part.Content) },
                LiveParts.Observed => next with { Observed = LiveJson.ReadObserved(part.Content) },
                LiveParts.Models => next with { Models = ModelsCodec.Read(part.Content) },
                _ => next, // of a newer version
            };
        }

        return next with { Number = parts.Max(static part => part.Version) };
    }

    /// <summary>The moment that the parts were of, without its rows; null when there was none.</summary>
    public LiveMoment? ToMoment() => State is not { } state ? null : new LiveMoment
    {
        Number = Number,
        Version = state.Version,
        State = state.ToState(),
        Sources = state.Sources,
        Input = state.Made is not { } made || Queues is null || Rows is null ? null : new LiveInput
        {
            Progress = made.ToProgress(),
            ClockOffset = made.ClockOffset,
            Granularity = LiveJson.GranularityOf(made.Asked),
            Switches = made.Switches,
            Range = Rows.Range,
            Rows = [],
            Queues = Queues,
            Contract = made.Contract,
            SeenMedia = Media ?? ImmutableDictionary<QueueId, ImmutableArray<MediaType>>.Empty,
            Observed = Observed,
            Models = Models,
        },
    };
}
