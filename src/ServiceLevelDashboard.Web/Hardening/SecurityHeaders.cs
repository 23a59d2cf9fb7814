using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ServiceLevelDashboard.Web.Hardening;

/// <summary>The headers of every answer. Why each is as it is: <c>docs/decisions/csp.md</c>.</summary>
internal sealed class SecurityHeaders
{
    private const string PermissionsPolicy =
        "accelerometer=(), autoplay=(self), camera=(), display-capture=(), encrypted-media=(), fullscreen=(self), geolocation=(), gyroscope=(), hid=(), "
        + "magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(self), screen-wake-lock=(self), serial=(), usb=(), xr-spatial-tracking=()";

    private static readonly object NonceKey = new();

    private readonly string _ancestors;
    private readonly string? _frameOptions;
    private readonly string? _insistOnHttps;
    private readonly string _formTargets;

    /// <summary>The headers under the options.</summary>
    public SecurityHeaders(IOptions<HardeningOptions> options, FormTargets formTargets)
    {
        var embedders = options.Value.EmbeddingOrigins;
        _ancestors = "frame-ancestors " + (embedders.IsEmpty ? "'none'" : string.Join(' ', embedders));
        _frameOptions = embedders.IsEmpty ? "DENY" : null; // the header knows no list; the policy above goes before it in every browser
        _insistOnHttps = options.Value.HstsDays == 0 ? null : FormattableString.Invariant($"max-age={options.Value.HstsDays * 86_400}");
        _formTargets = string.Join(' ', formTargets.Origins.Prepend("'self'"));
    }

    /// <summary>The nonce of this answer: whatever script must stand within a page bears it.</summary>
    public static string NonceOf(HttpContext context)
    {
        if (context.Items[NonceKey] is not string nonce)
        {
            context.Items[NonceKey] = nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        }
        return nonce;
    }

    /// <summary>Stricter for a wall: nothing inline, not even a style.</summary>
    public void ForWall(HttpContext context) => context.Response.Headers.ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; worker-src 'self'; "
        + $"manifest-src 'self'; base-uri 'none'; form-action 'none'; {_ancestors}";

    /// <summary>Adds the headers at the last moment: what goes wrong before clears an answer, and it goes out with them all the same.</summary>
    public void Add(HttpContext context) => context.Response.OnStarting(static state =>
    {
        var (answer, self) = ((HttpContext, SecurityHeaders))state;
        self.Finish(answer);
        return Task.CompletedTask;
    }, (context, this));

    private void Finish(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.TryAdd(HeaderNames.ContentSecurityPolicy, ForPages(context.Items.ContainsKey(NonceKey) ? $" 'nonce-{NonceOf(context)}'" : ""));
        headers.XContentTypeOptions = "nosniff";
        if (_frameOptions is not null)
        {
            headers.XFrameOptions = _frameOptions;
        }
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (!IsStaticFile(context)) // browsers ask these of documents alone, and a wall loads twenty files
        {
            headers["Permissions-Policy"] = PermissionsPolicy;
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["X-Permitted-Cross-Domain-Policies"] = "none";
        }
        if (context.Request.IsHttps && _insistOnHttps is not null)
        {
            headers.StrictTransportSecurity = _insistOnHttps;
        }
        // figures lie in no cache: not in a file that is saved, and nowhere else unless somebody has thought about it
        if (!IsStaticFile(context) && (StringValues.IsNullOrEmpty(headers.CacheControl) || !StringValues.IsNullOrEmpty(headers.ContentDisposition)))
        {
            headers.CacheControl = "no-store";
        }
    }

    /// <summary>Nothing of the organisation is in the program's own files, which browsers may keep.</summary>
    private static bool IsStaticFile(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;

    /// <summary>Styles inline because MudBlazor positions by them.</summary>
    private string ForPages(string nonce) =>
        $"default-src 'self'; script-src 'self'{nonce}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + $"connect-src 'self'; object-src 'none'; base-uri 'self'; form-action {_formTargets}; {_ancestors}";
}

/// <summary>Where forms may lead besides this dashboard: to whoever signs people in, since browsers hold the policy against redirects too.</summary>
/// <param name="Origins">Origins, for instance <c>https://login.example</c>.</param>
internal sealed record FormTargets(IReadOnlyList<string> Origins);
