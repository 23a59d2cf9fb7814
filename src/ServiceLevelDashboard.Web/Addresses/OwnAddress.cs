namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>
/// The addresses of this folder are relative to the site's root, which is <c>https://host/</c> or lies below a path: pages name it by their base.
/// Where there is no page to be relative to, as in a redirect, they are written from the host on.
/// </summary>
internal static class OwnAddress
{
    /// <summary>An address of this dashboard from the host on: <c>/queues/…</c>, or <c>/sld/queues/…</c> below a path.</summary>
    public static string Own(this HttpRequest request, string address) => $"{request.PathBase}/{address}";

    /// <summary>The path of this dashboard's cookies, as the framework writes those of its own.</summary>
    public static string CookiePath(this HttpRequest request) => request.PathBase.HasValue ? request.PathBase.ToString() : "/";
}
