using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ServiceLevelDashboard.Access.SignIn;

/// <summary>
/// What is secret must not cross a network unencrypted: off this machine there is no sign-in without HTTPS, unless an option accepts the risk.
/// </summary>
public sealed class PlainHttp(IOptions<SecurityOptions> options)
{
    /// <summary>The option that accepts it; its name says the risk.</summary>
    public const string AcceptRiskKey = $"{SecurityOptions.Section}__{nameof(SecurityOptions.PasswordsMayTravelUnencrypted)}";

    /// <summary>Whether a request may bring, and its answer may hold, what is secret.</summary>
    public bool IsSafe(HttpRequest request) => request.IsHttps || LocalRequest.Is(request) || options.Value.PasswordsMayTravelUnencrypted;
}
