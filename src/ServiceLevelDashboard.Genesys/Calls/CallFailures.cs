using System.Net;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Genesys.Connection;
using ServiceLevelDashboard.Genesys.Wire;

namespace ServiceLevelDashboard.Genesys.Calls;

/// <summary>Turns what went wrong with a call into one of the port's four exceptions, in words that say what to do.</summary>
internal static class CallFailures
{
    /// <summary>The wait when the service throttles without saying how long: its limits are per minute.</summary>
    private static readonly TimeSpan UnknownWait = TimeSpan.FromMinutes(1);

    /// <summary>A refusal, or the refusal itself when it is about the question (400, 413, too heavy), which the asker may mend.</summary>
    public static Exception Refused(RefusedResponseException e, ApiCall call, GenesysEndpoint endpoint)
    {
        switch (e.Status)
        {
            case HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge:
            case HttpStatusCode.GatewayTimeout or HttpStatusCode.BadGateway or HttpStatusCode.RequestTimeout:
                return e;
            case HttpStatusCode.Unauthorized:
                return new AuthenticationFailedException(
                    $"Could not {call.Purpose}: the token was refused twice{Reason(e)}, although the credentials gave a new one. Check that the OAuth client "
                    + $"belongs to {endpoint} and is active (Admin > Integrations > OAuth).", e.CorrelationId, e);
            case HttpStatusCode.Forbidden:
                var missing = e.Error.Permissions;
                var what = missing.IsEmpty ? $"a permission is missing{Reason(e)}" : $"the permission {string.Join(" or ", missing)} is missing";
                var how = missing.Any(static name => name.StartsWith("scope ", StringComparison.Ordinal))
                    ? "Add the scope to the OAuth client (Admin > Integrations > OAuth > the client > Scope)."
                    : "Give the OAuth client a role that holds it (Admin > Integrations > OAuth > the client > Roles), "
                        + "in every division whose queues are to be seen.";
                return new PermissionMissingException($"Could not {call.Purpose}: {what}. {how}", missing, e.CorrelationId, e);
            default:
                return new UnavailableException(
                    $"Could not {call.Purpose}: {endpoint.Api.Host} {e.Message}. Check the region, GENESYS_URL and any proxy on the way.", e.CorrelationId, e);
        }
    }

    /// <summary>A question that was refused and cannot be mended. What is advised fits the reason: a shorter range only where size was it.</summary>
    public static UnavailableException NotAnswerable(RefusedResponseException e, string purpose)
    {
        var advice = e.MetricsOf(MetricNames.Essential) is { IsEmpty: false } metrics
            ? $"Without {string.Join(", ", metrics)} there are no figures: check what the organisation's licence and the OAuth client's role allow, and report"
            : e.IsTooLarge || e.Names("interval") || e.Names("predicate") ? "Ask for a shorter range or fewer queues; if that does not help, report"
            : "Report";
        return new UnavailableException(
            $"Could not {purpose}: Genesys Cloud refused the question{Reason(e)}. {advice} the correlation id to the vendor's support.", e.CorrelationId, e);
    }

    public static ContactCentreException Failed(AttemptFailedException e, ApiCall call, GenesysEndpoint endpoint)
    {
        if (e.IsThrottled || e.RetryAfter is not null)
        {
            var wait = e.RetryAfter ?? UnknownWait;
            var asks = e.RetryAfter is null ? "does not say how long to wait:" : "asks to wait";
            return new ThrottledException(
                $"Could not {call.Purpose}: {endpoint.Api.Host} {e.Message} and {asks} {Math.Ceiling(wait.TotalSeconds):0} s. No action needed; "
                + "if it happens often, refresh less often or look for other programs that use the same OAuth client.", wait, e.CorrelationId, e);
        }

        return new UnavailableException(
            $"Could not {call.Purpose} from {endpoint}: {e.Message}. It is retried automatically; if it persists, check the network, the proxy and the region, "
            + "and the vendor's status page.", e.CorrelationId, e);
    }

    public static UnavailableException TooSlow(TimeoutRejectedException e, ApiCall call, GenesysEndpoint endpoint, string? lastFailure) => new(
        $"Could not {call.Purpose}: no whole answer from {endpoint} in time{(lastFailure is null ? "" : $" (before that: {lastFailure})")}. "
        + "It is retried automatically; for long ranges raise Genesys:AttemptTimeout and Genesys:TotalTimeout.", null, e);

    public static UnavailableException Resting(BrokenCircuitException e, ApiCall call, GenesysEndpoint endpoint) => new(
        $"Could not {call.Purpose}: nearly every call to {endpoint} failed during the last minute, so no calls are made for a few seconds. "
        + "It is retried automatically; the failures before this one say why.", null, e);

    public static ThrottledException QuotaUsedUp(RateLimiterRejectedException e, ApiCall call) => new(
        $"Could not {call.Purpose}: this program's own share of the quota is used up (Genesys:QuotaPerMinute times Genesys:QuotaShare). "
        + "Nothing needs to be done; if it happens often, refresh less often or choose fewer queues.", e.RetryAfter ?? UnknownWait, null, e);

    private static string Reason(RefusedResponseException e) => e.Error.Summary is { } summary ? $" ({summary})" : "";
}
