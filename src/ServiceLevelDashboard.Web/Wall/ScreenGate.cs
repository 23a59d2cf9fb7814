using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Security;


namespace ServiceLevelDashboard.Web.Wall;

/// <summary>What the wall's addresses ask of an enrolled screen: its own boards and no others. People pass unseen.</summary>
internal static class ScreenGate
{
    private const string SaidKey = "said", PageKey = "page";

    /// <summary>Refuses boards that are not the screen's; asked for a page, it is sent to its own.</summary>
    public static async ValueTask<object?> CheckAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        if (Principals.ScreenOf(context.User) is not { } id || context.Request.RouteValues["board"] is not string board)
        {
            return await next(invocation);
        }
        if (context.RequestServices.GetRequiredService<ScreenRegistry>().Find(id) is not { } screen)
        {
            return Results.Text(SecurityText.ScreenRefused, statusCode: StatusCodes.Status401Unauthorized);
        }
        context.RequestServices.GetRequiredService<ScreenSeats>().See(id);
        if (screen.Boards.Contains(board, StringComparer.Ordinal) || await IsNewlyAsync(context, id, board))
        {
            return await next(invocation);
        }
        return context.Request.Path == "/" + WallUrls.Board(board)
            ? Results.Redirect(context.Request.Own(WallUrls.Screen(screen.Board)))
            : Results.Text(SecurityText.NotItsBoard, statusCode: StatusCodes.Status403Forbidden);
    }

    /// <summary>Keeps what a screen says of itself when it asks for the time.</summary>
    public static ValueTask<object?> HearAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        if (Principals.ScreenOf(context.User) is { } id)
        {
            var seats = context.RequestServices.GetRequiredService<ScreenSeats>();
            if (context.Request.Query[SaidKey] is [{ } said])
            {
                seats.Hear(id, said);
            }
            if (context.Request.Query[PageKey] is [{ } page])
            {
                seats.HearPage(id, page, context.Request.Headers.UserAgent.ToString());
            }
        }

        return next(invocation);
    }

    /// <summary>The seat of the screen that opens a stream; null for a person.</summary>
    public static Seat? SeatOf(HttpContext context, string board, Action<string> tell) =>
        Principals.ScreenOf(context.User) is { } id
            ? context.RequestServices.GetRequiredService<ScreenSeats>().Take(id, board, order => tell(TextOf(order)))
            : null;

    /// <summary>Whether another instance has just given a screen a board, and perhaps sent it there.</summary>
    private static async Task<bool> IsNewlyAsync(HttpContext context, string screen, string board)
    {
        try
        {
            var newest = await context.RequestServices.GetRequiredService<ScreenRegistry>().FindNewestAsync(screen, context.RequestAborted);
            return newest?.Boards.Contains(board, StringComparer.Ordinal) == true;
        }
        catch (ArchiveUnavailableException)
        {
            return false;
        }
    }

    /// <summary>An order as <c>wall.js</c> reads it.</summary>
    private static string TextOf(ScreenOrder order) => order.Kind switch
    {
        ScreenOrderKind.Identify => "identify " + order.Argument,
        ScreenOrderKind.Reload => "reload",
        _ => "go /" + WallUrls.Screen(order.Argument),
    };
}
