namespace ServiceLevelDashboard.Simulator.Wire;

/// <summary>A request that is answered with the platform's error body.</summary>
internal sealed class WireException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>Whole seconds of <c>Retry-After</c>, or null for no such header.</summary>
    public int? RetryAfter { get; init; }

    public static WireException BadRequest(string message) => new(400, "bad.request", message);

    public static WireException InvalidValue(string message) => new(400, "invalid.value", message);

    public static WireException RefusedMetric(string metric, IEnumerable<string> allowed) => new(
        400, "invalid.value", $"Value [{metric}] is not valid for field type [ConversationMetric]. Allowable values are: {string.Join(", ", allowed)}");

    public static WireException NotFound(string path) => new(404, "not.found", $"The requested resource '{path}' was not found.");

    public static WireException Throttled(int seconds, bool withHeader = true) =>
        new(429, "too.many.requests.retry.after", FormattableString.Invariant($"Rate limit exceeded the maximum. Retry the request in [{seconds}] seconds"))
        {
            RetryAfter = withHeader ? seconds : null,
        };

    public static WireException Forbidden(string permission) => new(
        403,
        "missing.any.permissions",
        $"Unable to perform the requested action. You must have at least one of the following permissions assigned: [{permission}]");
}
