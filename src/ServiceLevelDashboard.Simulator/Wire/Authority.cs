using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using ServiceLevelDashboard.Simulator.Faults;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Simulator.Wire;

/// <summary>Gives tokens to the one client, checks them, and counts their requests.</summary>
internal sealed class Authority(SimulatorOptions options, FaultBoard faults, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Grant> _grants = new(StringComparer.Ordinal);

    /// <summary>The token endpoint: Basic credentials and a form. Its errors have the OAuth form, not the platform's.</summary>
    public async Task GiveTokenAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var (id, secret) = BasicCredentials(context.Request.Headers.Authorization.ToString());
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(cancellationToken).ConfigureAwait(false) : null;
        if (form?["grant_type"].ToString() != "client_credentials")
        {
            await RefuseAsync(context, "unsupported_grant_type", "grant type not supported").ConfigureAwait(false);
        }
        else if (id != options.ClientId || faults.Take(context.Request.Path, fault => fault.Kind == FaultKind.RefusedCredentials) is not null)
        {
            await RefuseAsync(context, "invalid_client", "client not found").ConfigureAwait(false);
        }
        else if (secret != options.ClientSecret)
        {
            await RefuseAsync(context, "invalid_client", "authentication failed").ConfigureAwait(false);
        }
        else
        {
            await GrantAsync(context).ConfigureAwait(false);
        }
    }

    /// <summary>Refuses a request without a valid token, or one too many.</summary>
    /// <exception cref="WireException">401 or 429.</exception>
    public void Check(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            throw new WireException(401, "authentication.required", "No authentication bearer token specified in authorization header.");
        }
        if (!_grants.TryGetValue(header[Scheme.Length..].Trim(), out var grant))
        {
            throw new WireException(401, "bad.credentials", "Invalid login credentials.");
        }
        var now = time.GetUtcNow();
        if (now >= grant.Expires || grant.Issued <= faults.TokensExpiredAt())
        {
            throw new WireException(401, "credentials.expired", "The supplied credentials are expired and cannot be used.");
        }
        if (grant.SecondsToWait(now, options.Limits.RequestsPerMinute) is { } seconds)
        {
            throw WireException.Throttled(seconds);
        }
    }

    private static (string? Id, string? Secret) BasicCredentials(string header)
    {
        const string Scheme = "Basic ";
        var bytes = new byte[header.Length];
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || !Convert.TryFromBase64String(header[Scheme.Length..].Trim(), bytes, out var length))
        {
            return (null, null);
        }
        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return parts.Length == 2 ? (WebUtility.UrlDecode(parts[0]), WebUtility.UrlDecode(parts[1])) : (null, null);
    }

    private Task GrantAsync(HttpContext context)
    {
        var now = time.GetUtcNow();
        foreach (var (old, _) in _grants.Where(pair => pair.Value.Expires < now - TimeSpan.FromDays(1)))
        {
            _grants.TryRemove(old, out _);
        }
        var token = RandomNumberGenerator.GetHexString(48, lowercase: true);
        _grants[token] = new Grant(now, now + options.Limits.TokenLifetime);
        return JsonResponse.WriteAsync(context.Response, 200, json =>
        {
            json.WriteString("access_token", token);
            json.WriteString("token_type", "bearer");
            json.WriteNumber("expires_in", (long)options.Limits.TokenLifetime.TotalSeconds);
        });
    }

    private static Task RefuseAsync(HttpContext context, string error, string description) => JsonResponse.WriteAsync(context.Response, 400, json =>
    {
        json.WriteString("error", error);
        json.WriteString("description", description);
        json.WriteString("error_description", description);
    });

    private sealed class Grant(DateTimeOffset issued, DateTimeOffset expires)
    {
        private readonly Lock _gate = new();
        private DateTimeOffset _minute = issued;
        private int _requests;

        public DateTimeOffset Issued { get; } = issued;

        public DateTimeOffset Expires { get; } = expires;

        /// <summary>Counts a request; the seconds to the next minute when it is one too many, else null.</summary>
        public int? SecondsToWait(DateTimeOffset now, int most)
        {
            lock (_gate)
            {
                if (now - _minute >= TimeSpan.FromMinutes(1))
                {
                    (_minute, _requests) = (now, 0);
                }
                if (++_requests <= most)
                {
                    return null;
                }
                return Math.Max(1, (int)Math.Ceiling((_minute + TimeSpan.FromMinutes(1) - now).TotalSeconds));
            }
        }
    }
}
