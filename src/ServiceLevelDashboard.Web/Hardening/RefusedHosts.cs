namespace ServiceLevelDashboard.Web.Hardening;

/// <summary>
/// Says what to do where the dashboard is asked by a name under which it is not visited: the framework's guard of names, which stands in front of everything
/// else, refuses with an empty page.
/// </summary>
internal sealed class RefusedHosts : IStartupFilter
{
    private const string Reason =
        "The dashboard is not available under this host name. Use its usual address, or have an administrator add the name to AllowedHosts "
        + "(docs/install.md).";

    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(static async (context, rest) =>
        {
            await rest(context);
            // whatever else refuses a request knows its endpoint
            if (context.GetEndpoint() is null && context.Response is { StatusCode: StatusCodes.Status400BadRequest, HasStarted: false, ContentType: null })
            {
                await (ApiProblems.IsFor(context.Request.Path)
                    ? Results.Problem(Reason, statusCode: StatusCodes.Status400BadRequest)
                    : Results.Text(Reason, statusCode: StatusCodes.Status400BadRequest)).ExecuteAsync(context);
            }
        });
        next(app);
    };
}
