using System.Net;

namespace ServiceLevelDashboard.Genesys.Calls;

/// <summary>One attempt failed in a way that may pass: to be tried again. Never leaves this project.</summary>
internal sealed class AttemptFailedException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The status of the answer, or null when there was no whole answer.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>How long the service asked to wait, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public string? CorrelationId { get; init; }

    public bool IsThrottled => Status == HttpStatusCode.TooManyRequests;
}

/// <summary>The service understood and said no: asking the same again does not help. Never leaves this project.</summary>
internal sealed class RefusedResponseException(HttpStatusCode status, ErrorResponse error, string? correlationId)
    : Exception($"answered {(int)status}{(error.Summary is { } summary ? $" ({summary})" : "")}")
{
    public HttpStatusCode Status { get; } = status;

    public ErrorResponse Error { get; } = error;

    public string? CorrelationId { get; } = correlationId;

    /// <summary>The answer, or the question, is larger than the service takes.</summary>
    public bool IsTooLarge => Status == HttpStatusCode.RequestEntityTooLarge || Error.Code == "response.entity.too.large";

    /// <summary>Whether the refusal speaks of something (the name of a member of the question).</summary>
    public bool Names(string word) => Status == HttpStatusCode.BadRequest && Error.Mentions(word);
}
