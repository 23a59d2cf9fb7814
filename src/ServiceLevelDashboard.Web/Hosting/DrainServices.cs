using System.Net.Mime;
using ServiceLevelDashboard.Access.Instances;

namespace ServiceLevelDashboard.Web.Hosting;

/// <summary>Adds the <see cref="Drain"/>, and sends away who comes while it lasts.</summary>
internal static class DrainServices
{
    /// <summary>Adds it.</summary>
    public static void AddDrain(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DrainOptions>().Bind(configuration.GetSection(DrainOptions.Section))
            .Validate(static o => o.Seconds is null or (>= 0 and <= DrainOptions.MostSeconds), $"Drain__Seconds must be 0 to {DrainOptions.MostSeconds}.")
            .ValidateOnStart();
        services.AddSingleton(static provider =>
        {
            var instances = provider.GetRequiredService<InstanceBoard>();
            return ActivatorUtilities.CreateInstance<Drain>(provider, () => instances.All.Any(i => i.Row.Id != instances.Id));
        });
        services.AddSingleton<IHostLifetime, DrainingLifetime>();
    }

    /// <summary>
    /// While the drain lasts, whoever would stay is asked to try again: a proxy that has not yet asked whether this instance is ready tries another one.
    /// Programs, files and what is sent are answered to the end.
    /// </summary>
    public static void UseDrain(this WebApplication app)
    {
        var drain = app.Services.GetRequiredService<Drain>();
        app.Use((context, next) => drain.IsBegun && WouldStay(context.Request) ? RefuseAsync(context) : next(context));
    }

    /// <summary>A stream of a wall, a circuit that is about to begin, a page.</summary>
    private static bool WouldStay(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        return (path.StartsWith("/wall/", StringComparison.Ordinal) && path.EndsWith("/stream", StringComparison.Ordinal))
            || path == "/_blazor/negotiate"
            || (HttpMethods.IsGet(request.Method)
                && request.Headers.Accept.ToString().Contains(MediaTypeNames.Text.Html, StringComparison.Ordinal)
                && !path.StartsWith("/health/", StringComparison.Ordinal));
    }

    private static Task RefuseAsync(HttpContext context)
    {
        (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (StatusCodes.Status503ServiceUnavailable, "1");
        context.Response.Headers.Connection = "close";
        return Task.CompletedTask;
    }
}
