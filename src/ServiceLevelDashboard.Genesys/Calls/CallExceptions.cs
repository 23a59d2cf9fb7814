using System.Collections.Immutable;
using System.Net;

namespace ServiceLevelDashboard.Genesys.Calls;

/// <summary>One attempt failed in a way that may pass: to be tried again. Never leaves this project.</summary>
internal sealed class AttemptFailedException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The status of the answer, or null when there was no whole answer.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>What the answer said of itself.</summary>
    public ErrorResponse Error { get; init; } = ErrorResponse.Unreadable;

    /// <summary>How long the service asked to wait, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public string? CorrelationId { get; init; }

    public bool IsThrottled => Status == HttpStatusCode.TooManyRequests;

    /// <summary>The service, or the edge before it, gave up: a smaller question may be answered, the same hardly.</summary>
    public bool IsTooHeavy => RefusedResponseException.MeansTooHeavy(Status);
}

/// <summary>The service understood and said no: asking the same again does not help. Never leaves this project.</summary>
internal sealed class RefusedResponseException(HttpStatusCode status, ErrorResponse error, string? correlationId)
    : Exception($"answered {(int)status}{(error.Summary is { } summary ? $" ({summary})" : "")}")
{
    public HttpStatusCode Status { get; } = status;

    public ErrorResponse Error { get; } = error;

    public string? CorrelationId { get; } = correlationId;

    /// <summary>The answer, or the question, is larger than the service takes.</summary>
    public bool IsTooLarge => Status == HttpStatusCode.RequestEntityTooLarge || Error.HasCode("response.entity.too.large");

    /// <summary>The question took too long: it was given up and may be cut (<see cref="ApiCall.CanBeCut"/>).</summary>
    public bool IsTooHeavy => MeansTooHeavy(Status);

    public static bool MeansTooHeavy(HttpStatusCode? status) =>
        status is HttpStatusCode.GatewayTimeout or HttpStatusCode.BadGateway or HttpStatusCode.RequestTimeout;

    /// <summary>The metrics that it names, of those that were asked for; empty when it is about something else.</summary>
    public ImmutableArray<string> MetricsOf(ImmutableArray<string> asked) => Status == HttpStatusCode.BadRequest && !IsTooLarge ? Error.NamedOf(asked) : [];

    /// <summary>Whether the refusal speaks of something (the name of a member of the question).</summary>
    public bool Names(string word) => Status == HttpStatusCode.BadRequest && Error.Mentions(word);
}
