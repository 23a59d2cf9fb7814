using Microsoft.Extensions.Options;

namespace ServiceLevelDashboard.Web.Hardening;

/// <summary>
/// Cookies in foreign frames. They travel there only when embedders are named; then they are bound to the site that embeds, so that they
/// serve nowhere else. The rest of what embedding changes is in <see cref="SecurityHeaders"/>.
/// </summary>
internal sealed class FrameCookies(IOptions<HardeningOptions> options) : IConfigureOptions<CookiePolicyOptions>
{
    /// <inheritdoc/>
    public void Configure(CookiePolicyOptions policy)
    {
        var isEmbedded = !options.Value.EmbeddingOrigins.IsEmpty;
        policy.OnAppendCookie = written => Settle(written.CookieOptions, isEmbedded, written.Context.Request.IsHttps);
        policy.OnDeleteCookie = removed => Settle(removed.CookieOptions, isEmbedded, removed.Context.Request.IsHttps);
    }

    private static void Settle(CookieOptions cookie, bool isEmbedded, bool isHttps)
    {
        cookie.Secure |= isHttps;
        if (!isEmbedded)
        {
            return;
        }
        cookie.SameSite = SameSiteMode.None;
        cookie.Secure = true;
        if (!cookie.Extensions.Contains("Partitioned"))
        {
            cookie.Extensions.Add("Partitioned");
        }
    }
}
