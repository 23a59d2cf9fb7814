namespace ServiceLevelDashboard.Simulator.Faults;

/// <summary>What goes wrong.</summary>
public enum FaultKind
{
    /// <summary>401 <c>bad.credentials</c>, whatever the token.</summary>
    Unauthorized,

    /// <summary>Every token issued before the fault is expired: 401 <c>credentials.expired</c>. A new one works.</summary>
    ExpiredToken,

    /// <summary>The token endpoint refuses the client (400 <c>invalid_client</c>).</summary>
    RefusedCredentials,

    /// <summary>403 <c>missing.any.permissions</c>. Text: the permission's name; without one, the permission of the endpoint that was asked.</summary>
    Forbidden,

    /// <summary>429. Value: seconds of <c>Retry-After</c>, default 2.</summary>
    TooManyRequests,

    /// <summary>500 <c>internal.server.error</c>.</summary>
    InternalServerError,

    /// <summary>503 <c>service.unavailable</c>.</summary>
    ServiceUnavailable,

    /// <summary>The right answer, late. Value: seconds, default 5.</summary>
    Slow,

    /// <summary>No answer at all; the connection stays open until the client gives up.</summary>
    Hang,

    /// <summary>Headers and half of the body, then silence.</summary>
    HangInBody,

    /// <summary>Half of the body, then the connection is cut.</summary>
    CutBody,

    /// <summary>A complete answer whose JSON is broken.</summary>
    MalformedJson,

    /// <summary>A page of the queue list is answered 404. Value: the page's number, default 2.</summary>
    MissingPage,

    /// <summary>The events of the last minutes are not yet visible. Value: minutes, default 5.</summary>
    LateData,

    /// <summary>The service's clock (its Date header and its data) is off. Value: seconds, positive when it is ahead; default 120.</summary>
    ClockSkew,

    /// <summary>The data stand still from now on; answers go on.</summary>
    Pause,

    /// <summary>429 whose wait stands in the message alone, as behind a gateway that drops the header. Value: seconds, default 2.</summary>
    ThrottledInWords,

    /// <summary>504 for aggregate questions over more than some days; shorter ones are answered. Value: days, default 2.</summary>
    TimedOutRange,

    /// <summary>A metric is refused: every question that asks for it is a 400 that names it. Text: its name.</summary>
    RefusedMetric,

    /// <summary>Intervals finer than some minutes are refused. Value: minutes, default 30.</summary>
    CoarseIntervals,

    /// <summary>Buckets without <c>oServiceLevel</c> and <c>nOverSla</c>, whatever was answered in them. Value: their share, 0 to 1, default all.</summary>
    MissingLevels,

    /// <summary>An observation query that filters by media type alone leaves out the groups of the agents, which have none.</summary>
    AgentsByQueueAlone,

    /// <summary>An observation query that filters by media type alone is answered with nothing.</summary>
    NothingByMediaType,

    /// <summary>A queue is left out of observations. Text: its name.</summary>
    UnobservedQueue,

    /// <summary>The list of queues counts more than it shows. Value: how many, default 1.</summary>
    HiddenQueues,

    /// <summary>
    /// Callbacks call the customer first: offered and connected, never answered or abandoned; those that reach an agent come again as voice,
    /// answered at once. Text: the queue's name; without one, every queue.
    /// </summary>
    CustomerFirst,

    /// <summary>Every tenth message waits and is neither answered nor abandoned.</summary>
    UnexplainedMessages,

    /// <summary>Buckets whose <c>oServiceLevel</c> counts one contact more than anything explains. Value: their share, 0 to 1, default 0.01.</summary>
    OddLevels,

    /// <summary>What lies further back comes back empty, without an error. Value: months, default 13.</summary>
    Forgotten,

    /// <summary>Rows beside the usual ones: co-browsing and work items of a queue, one without a queue, one without a media type.</summary>
    OddRows,

    /// <summary>Notification channels: the connection is cut.</summary>
    PushDrop,

    /// <summary>Notification channels: the connection stays open and nothing comes any more, no heartbeat and no answer to a ping.</summary>
    PushSilent,

    /// <summary>Notification channels: as silence, and nothing that the client sends is taken either.</summary>
    PushHalfOpen,

    /// <summary>Notification channels: changes are lost; heartbeats go on.</summary>
    PushLost,

    /// <summary>Notification channels: messages without news. Value: how many at a time, default 1,000.</summary>
    PushFlood,

    /// <summary>Notification channels: unknown topics, other shapes, broken, deep and long messages.</summary>
    PushUnknown,

    /// <summary>Notification channels: the channel is announced to end and is gone.</summary>
    PushExpire,

    /// <summary>Notification channels: no topic is permitted.</summary>
    PushForbidden,
}

/// <summary>Something that goes wrong on request. Without bounds it lasts until it is cleared and strikes every request under <c>/api/</c>.</summary>
/// <param name="Kind">What goes wrong.</param>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>The kind's number, or null for its default; see <see cref="FaultKind"/>.</summary>
    public double? Value { get; init; }

    /// <summary>The kind's text (the permission's name), or null.</summary>
    public string? Text { get; init; }

    /// <summary>Only requests whose path contains this, or null for all of them.</summary>
    public string? Path { get; init; }

    /// <summary>Strikes that many requests and is then over, or null for no such bound.</summary>
    public int? Count { get; init; }

    /// <summary>Share of requests that are struck, above 0 and up to 1; default all.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Is over after this time, or null for no such bound.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The fault in the form that <see cref="FaultParser"/> reads.</summary>
    public override string ToString() => FaultParser.Format(this);
}
