using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Web.Security;

/// <summary>
/// Sessions and screens' credentials under names of before: they count as if they had today's, and are written anew under it once they have been found valid.
/// So an update signs nobody out, and no screen goes dark when the folder with the installation's mark is lost.
/// </summary>
internal static class RenamedCookies
{
    /// <summary>Takes them for today's. Before anything reads cookies.</summary>
    public static void UseRenamedCookies(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        var names = context.RequestServices.GetRequiredService<CookieNames>();
        Adopt(context, names.Session, CookieNames.SessionBefore);
        Adopt(context, names.Screen, CookieNames.ScreenBefore);
        if (context.Request.Cookies.Keys.FirstOrDefault(name => CookieNames.IsScreen(name) && IsKnown(context, name)) is { } other)
        {
            Adopt(context, names.Screen, other);
        }
        return next(context);
    });

    /// <summary>Whether a cookie came under a name of before.</summary>
    public static bool IsRenamed(HttpContext context, string name) => context.Items.ContainsKey((typeof(RenamedCookies), name));

    /// <summary>Takes the cookie under the name of before away, once it has been written under today's.</summary>
    public static void Replace(HttpContext context, string name)
    {
        if (context.Items.Remove((typeof(RenamedCookies), name), out var before) && before is string old)
        {
            context.Response.Cookies.Delete(old, new CookieOptions { Path = CookieNames.IsScreen(old) ? context.Request.CookiePath() : "/" });
        }
    }

    private static void Adopt(HttpContext context, string name, string before)
    {
        var cookies = context.Request.Cookies;
        if (name == before || cookies.ContainsKey(name) || cookies[before] is not { Length: > 0 } value)
        {
            return;
        }
        context.Request.Headers.Cookie = $"{context.Request.Headers.Cookie}; {name}={Uri.EscapeDataString(value)}";
        context.Items[(typeof(RenamedCookies), name)] = before;
    }

    /// <summary>Whether it is the credential of a screen of this dashboard, and not of a neighbour.</summary>
    private static bool IsKnown(HttpContext context, string name) =>
        ScreenToken.Parse(context.Request.Cookies[name]) is { } token
        && context.RequestServices.GetRequiredService<ScreenRegistry>().Find(token.Screen) is not null;
}
