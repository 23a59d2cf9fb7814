using System.Collections.Immutable;

namespace ServiceLevelDashboard.Analytics.Ports;

/// <summary>
/// The contact centre did not answer. The message is for a person: what happened and what to do, without secrets.
/// </summary>
/// <param name="message">What happened and what to do.</param>
/// <param name="correlationId">The contact centre's id of the failed call, for its support, or null.</param>
/// <param name="inner">The technical cause, or null.</param>
public abstract class ContactCentreException(string message, string? correlationId, Exception? inner) : Exception(message, inner)
{
    /// <summary>The contact centre's id of the failed call, for its support, or null when it gave none.</summary>
    public string? CorrelationId { get; } = correlationId;
}

/// <summary>The credentials were refused. Trying again does not help.</summary>
public sealed class AuthenticationFailedException(string message, string? correlationId = null, Exception? inner = null)
    : ContactCentreException(message, correlationId, inner);

/// <summary>The credentials are good and lack a permission.</summary>
/// <param name="message">What happened and where to add the permission.</param>
/// <param name="missing">The permissions by their API name, for instance <c>analytics:conversationAggregate:view</c>; empty when the answer named none.</param>
/// <param name="correlationId">The contact centre's id of the failed call, or null.</param>
/// <param name="inner">The technical cause, or null.</param>
public sealed class PermissionMissingException(string message, ImmutableArray<string> missing, string? correlationId = null, Exception? inner = null)
    : ContactCentreException(message, correlationId, inner)
{
    /// <summary>The permissions by their API name; empty when the answer named none.</summary>
    public ImmutableArray<string> Missing { get; } = missing;
}

/// <summary>Too many requests. The next refresh moves; nothing sleeps on it.</summary>
/// <param name="message">What happened.</param>
/// <param name="retryAfter">How long the contact centre asks to wait from now.</param>
/// <param name="correlationId">The contact centre's id of the failed call, or null.</param>
/// <param name="inner">The technical cause, or null.</param>
public sealed class ThrottledException(string message, TimeSpan retryAfter, string? correlationId = null, Exception? inner = null)
    : ContactCentreException(message, correlationId, inner)
{
    /// <summary>The longest wait that is kept to: a header that asks for a year may not darken a wall for a year.</summary>
    public static readonly TimeSpan MaximumWait = TimeSpan.FromHours(1);

    /// <summary>How long to wait from now: what was asked for, at most <see cref="MaximumWait"/>.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter < MaximumWait ? retryAfter : MaximumWait;
}

/// <summary>No usable answer: unreachable, broken, too slow, or an answer that could not be read whole.</summary>
public sealed class UnavailableException(string message, string? correlationId = null, Exception? inner = null)
    : ContactCentreException(message, correlationId, inner);
