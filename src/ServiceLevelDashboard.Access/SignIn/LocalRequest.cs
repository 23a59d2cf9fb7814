using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace ServiceLevelDashboard.Access.SignIn;

/// <summary>Requests from this machine itself.</summary>
public static class LocalRequest
{
    private static readonly ImmutableArray<string> PassedOn = ["X-Forwarded-For", "Forwarded", "X-Real-IP"];

    /// <summary>
    /// Whether a request comes from a browser on this machine: by its connection, and by the name that it asks for, since a proxy on this
    /// machine connects from here too and passes on the name that the visitor used. Whatever a proxy has marked as passed on is never local: a named
    /// proxy's mark is taken off when it is believed, so one that is left is of a proxy that nobody named. So is HTTP/1.0: nginx speaks it to what is behind
    /// unless it is told otherwise, and then marks nothing and writes this machine's own name.
    /// </summary>
    public static bool Is(HttpRequest request) =>
        !HttpProtocol.IsHttp10(request.Protocol)
        && !PassedOn.Any(request.Headers.ContainsKey)
        && (request.HttpContext.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address))
        && (request.Host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(request.Host.Host.Trim('[', ']'), out var asked) && IPAddress.IsLoopback(asked)));
}
