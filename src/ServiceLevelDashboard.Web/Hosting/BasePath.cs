using System.Text.RegularExpressions;

namespace ServiceLevelDashboard.Web.Hosting;

/// <summary>
/// The path below which visitors find the dashboard, for instance <c>/sld</c>: as it is set, else as a proxy that is believed says in
/// <c>X-Forwarded-Prefix</c>, else none. It does not matter whether a proxy takes the path off the addresses that it hands on.
/// </summary>
internal static partial class BasePath
{
    /// <summary>The setting.</summary>
    public const string Key = "PathBase";

    /// <summary>Finds out for each request below which path its visitor is. Before routing, behind what proxies say.</summary>
    /// <exception cref="StartRefusedException">The setting is no path.</exception>
    public static void UseBasePath(this WebApplication app)
    {
        var configured = app.Configuration[Key] is { Length: > 0 } given ? Read(given) : PathString.Empty;
        app.Use((context, next) =>
        {
            var request = context.Request;
            var prefix = configured.HasValue ? configured : IsPath(request.PathBase.Value) ? request.PathBase : PathString.Empty;
            request.PathBase = prefix;
            if (!prefix.HasValue || !request.Path.StartsWithSegments(prefix, StringComparison.Ordinal, out var rest))
            {
                return next(context);
            }
            if (!rest.HasValue)
            {
                // what is relative to the root needs its slash
                context.Response.Redirect($"{prefix}/{request.QueryString}");
                return Task.CompletedTask;
            }
            request.Path = rest;
            return next(context);
        });
    }

    /// <summary>A path as it is set, with or without its slashes; empty for the root.</summary>
    /// <exception cref="StartRefusedException">It is no path.</exception>
    internal static PathString Read(string given)
    {
        var path = given.Trim().Trim('/') is { Length: > 0 } trimmed ? "/" + trimmed : "";
        return path.Length == 0 || IsPath(path)
            ? new PathString(path)
            : throw new StartRefusedException(
                $"{Key} is '{given}'; write the path below which visitors find the dashboard, such as /sld, of letters, digits and - . _ ~ alone.");
    }

    /// <summary>Nothing that would lead to another host or folder, or would have to be written in another way in a page, a header or a cookie.</summary>
    private static bool IsPath(string? text) => text is not null && Path().IsMatch(text) && !text.Split('/').Any(static part => part is "." or "..");

    [GeneratedRegex(@"\A(/[A-Za-z0-9._~-]+)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Path();
}
