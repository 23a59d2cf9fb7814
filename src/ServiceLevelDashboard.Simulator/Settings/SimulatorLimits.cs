namespace ServiceLevelDashboard.Simulator.Settings;

/// <summary>What the simulated service refuses, so that a client's way around each refusal can be tried.</summary>
public sealed record SimulatorLimits
{
    /// <summary>Requests a minute for one token; the next is answered 429 with the seconds to the minute's end. Default 300.</summary>
    public int RequestsPerMinute { get; init; } = 300;

    /// <summary>How long a token lives. Default one day.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Largest page of the queue list; a larger wish is lowered silently. Default 500.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>Most groups times buckets that one aggregate answer may have; beyond, 400 <c>response.entity.too.large</c>. Null (default): no limit.</summary>
    public int? Buckets { get; init; }

    /// <summary>Longest interval of an aggregate query; beyond, a 400 that names the interval. Null (default): no limit.</summary>
    public TimeSpan? QueryInterval { get; init; }

    /// <summary>Finest granularity that is accepted; a finer one is a 400 that names it. Default one minute.</summary>
    public TimeSpan FinestGranularity { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Most predicates of one filter; beyond, 400. Null (default): no limit but the size of the body.</summary>
    public int? Predicates { get; init; }

    /// <summary>Whether an aggregate query without a queue filter is accepted. Default yes.</summary>
    public bool AcceptsUnfilteredAggregates { get; init; } = true;

    /// <summary>Whether an observation query may filter by media type alone. Default yes.</summary>
    public bool AcceptsObservationsByMediaType { get; init; } = true;

    /// <summary>Most notification channels; one more takes the place of another. Default 20.</summary>
    public int Channels { get; init; } = 20;

    /// <summary>Most topics of one channel; beyond, 400. Default 1,000.</summary>
    public int TopicsPerChannel { get; init; } = 1000;

    /// <summary>How long a channel lives. Default one day.</summary>
    public TimeSpan ChannelLifetime { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Time between two heartbeats of a channel. Default 30 s.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often changes are told at most. Default once a second.</summary>
    public TimeSpan PushInterval { get; init; } = TimeSpan.FromSeconds(1);
}
