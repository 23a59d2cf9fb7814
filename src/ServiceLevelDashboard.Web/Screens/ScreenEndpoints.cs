using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Web;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Access.SignIn;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Hardening;
using ServiceLevelDashboard.Web.Hosting;
using ServiceLevelDashboard.Web.Security;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Screens;

/// <summary>What a screen opens: the way to its board, or a code and the question whether it has been approved.</summary>
internal static class ScreenEndpoints
{
    /// <summary>The query key of how often in a row the page was loaded again without use.</summary>
    private const string TriedKey = "tried";

    /// <summary>In place of a secret: only shows that the browser keeps cookies.</summary>
    private const string NoSecret = "none";

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>Adds what looks after screens.</summary>
    public static void AddScreens(this IServiceCollection services)
    {
        services.AddSingleton<IScreenHours, ScreenHours>();
        services.AddDocumentRepository(FleetAction.Kind);
        services.AddSingleton<FleetRunner>();
        services.AddHostedService(static provider => provider.GetRequiredService<FleetRunner>());
    }

    /// <summary>Maps the screen's address. Whoever comes is not known yet.</summary>
    public static void MapScreens(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(ScreenUrls.Screen, ShowAsync).AllowAnonymous();
        routes.MapPost(ScreenUrls.Screen, AskAsync).AllowAnonymous();
    }

    private static async Task ShowAsync(
        HttpContext context, ScreenRegistry book, EnrolmentDesk desk, IAntiforgery antiforgery, PlainHttp plainHttp, TimeProvider clock)
    {
        if (!plainHttp.IsSafe(context.Request))
        {
            await WriteAsync(context, new() { [nameof(ScreenDocument.Message)] = ScreensText.PlainHttp }, StatusCodes.Status403Forbidden);
            return;
        }

        try
        {
            await LetInAsync(context, book, desk, antiforgery, clock);
        }
        catch (ArchiveUnavailableException)
        {
            await WriteForNowAsync(context, SecurityText.ScreenUnknowable, StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task LetInAsync(HttpContext context, ScreenRegistry book, EnrolmentDesk desk, IAntiforgery antiforgery, TimeProvider clock)
    {
        if (await WayAsync(context, book, desk) is { } to)
        {
            context.Response.Redirect(context.Request.Own(to));
            return;
        }

        if (!context.Request.Cookies.ContainsKey(NameOf(context)))
        {
            await TryCookiesAsync(context);
            return;
        }

        if (await WaitingInAsync(context, desk) is not { } waiting)
        {
            await WriteForNowAsync(context, ScreensText.TooManyCodes, StatusCodes.Status429TooManyRequests);
            return;
        }
        await WriteAsync(context, new()
        {
            [nameof(ScreenDocument.Waiting)] = waiting,
            [nameof(ScreenDocument.Left)] = waiting.Until - clock.GetUtcNow(),
            [nameof(ScreenDocument.Origin)] = $"{context.Request.Scheme}://{context.Request.Host}",
            [nameof(ScreenDocument.Token)] = antiforgery.GetAndStoreTokens(context).RequestToken,
        }, StatusCodes.Status200OK);
    }

    /// <summary>Whether the screen has been approved: the address of its board, nothing yet, refused, or a code that is over.</summary>
    private static async Task<IResult> AskAsync(HttpContext context, ScreenRegistry book, EnrolmentDesk desk, IAntiforgery antiforgery, PlainHttp plainHttp)
    {
        if (!plainHttp.IsSafe(context.Request))
        {
            return Results.Text(ScreensText.PlainHttp, statusCode: StatusCodes.Status403Forbidden);
        }
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.Text(ScreensText.CodeOver, statusCode: StatusCodes.Status410Gone); // after a restart of the server: the page comes anew
        }
        try
        {
            return (await desk.AskAsync(SecretIn(context), context.RequestAborted))?.Decision switch
            {
                EnrolmentDecision.None => Results.Text("", statusCode: StatusCodes.Status202Accepted),
                EnrolmentDecision.Refused => Results.Text(ScreensText.EnrolmentRefused, statusCode: StatusCodes.Status403Forbidden),
                EnrolmentDecision.Approved =>
                    await FetchAsync(context, book, desk) is { } way ? Results.Text("/" + way) : Results.Text("", statusCode: StatusCodes.Status202Accepted),
                _ => Results.Text(ScreensText.CodeOver, statusCode: StatusCodes.Status410Gone),
            };
        }
        catch (ArchiveUnavailableException)
        {
            return Results.Text(SecurityText.ScreenUnknowable, statusCode: StatusCodes.Status503ServiceUnavailable); // it asks again
        }
    }

    /// <summary>Where a screen belongs that is enrolled or has just been approved; null when it is neither.</summary>
    /// <exception cref="ArchiveUnavailableException">That cannot be known now.</exception>
    private static async Task<string?> WayAsync(HttpContext context, ScreenRegistry book, EnrolmentDesk desk)
    {
        if (ScreenToken.Parse(context.Request.Cookies[ScreenScheme.NameIn(context)]) is { } token)
        {
            var presented = await book.PresentAsync(token, context.Connection.RemoteIpAddress, mayRenew: true, context.RequestAborted);
            if (ScreenScheme.ToGive(context, token, presented) is { } given)
            {
                ScreenScheme.GiveCredential(context, given);
            }
            if (presented.Screen is { } screen)
            {
                return WallUrls.Screen(screen.Board);
            }
            if (presented.Outcome == PresentationOutcome.Unknowable)
            {
                throw new ArchiveUnavailableException("Whether the screen is enrolled is not known.");
            }

            if (presented.Outcome == PresentationOutcome.Refused)
            {
                context.Response.Cookies.Delete(ScreenScheme.NameIn(context), ScreenScheme.Cookie(context, TimeSpan.Zero)); // it begins anew
            }
        }

        return await FetchAsync(context, book, desk);
    }

    /// <summary>Hands an approved screen its credential. Its secret stays good, for the case that this answer is lost.</summary>
    private static async Task<string?> FetchAsync(HttpContext context, ScreenRegistry book, EnrolmentDesk desk)
    {
        if (await desk.AskAsync(SecretIn(context), context.RequestAborted) is not { Decision: EnrolmentDecision.Approved, Id: { } id }
            || (book.Find(id) ?? await book.FindNewestAsync(id, context.RequestAborted)) is not { } screen
            || await book.IssueFirstAsync(id, context.RequestAborted) is not { } token)
        {
            return null;
        }
        ScreenScheme.GiveCredential(context, token);
        return WallUrls.Screen(screen.Board);
    }

    /// <summary>Before a place is taken: whoever keeps no cookie could not come back for it, and would take one more each time.</summary>
    private static async Task TryCookiesAsync(HttpContext context)
    {
        context.Response.Cookies.Append(NameOf(context), NoSecret, ScreenScheme.Cookie(context, EnrolmentDesk.FetchWithin));
        if (!context.Request.Query.ContainsKey(TriedKey))
        {
            context.Response.Redirect(context.Request.Own(ScreenUrls.Screen + Again(1)));
            return;
        }
        await WriteForNowAsync(context, ScreensText.CookiesNeeded, StatusCodes.Status200OK);
    }

    /// <summary>A message in place of a code. The page comes again by itself, each time a little later.</summary>
    private static Task WriteForNowAsync(HttpContext context, string message, int status)
    {
        var tried = int.TryParse(context.Request.Query[TriedKey], CultureInfo.InvariantCulture, out var times) ? Math.Clamp(times, 1, 10) : 1;
        var pause = ShortestPause * Math.Pow(2, tried - 1);
        return WriteAsync(
            context,
            new()
            {
                [nameof(ScreenDocument.Message)] = message,
                [nameof(ScreenDocument.Again)] = pause < LongestPause ? pause : LongestPause,
                [nameof(ScreenDocument.Next)] = Again(tried + 1),
            },
            status);
    }

    /// <summary>This page, when it has been loaded again so often in a row; relative to itself.</summary>
    private static string Again(int tried) => FormattableString.Invariant($"?{TriedKey}={tried}");

    /// <summary>The screen that waits here already, or one more; null when its address has asked too often.</summary>
    private static async Task<WaitingScreen?> WaitingInAsync(HttpContext context, EnrolmentDesk desk)
    {
        if (await desk.AskAsync(SecretIn(context), context.RequestAborted) is { Decision: EnrolmentDecision.None } waiting)
        {
            return waiting;
        }
        var browser = PlainName.Of(context.Request.Headers.UserAgent.ToString(), "");
        if (await desk.EnterAsync(context.Connection.RemoteIpAddress, browser, context.RequestAborted) is not var (secret, entered))
        {
            return null;
        }
        context.Response.Cookies.Append(NameOf(context), secret, ScreenScheme.Cookie(context, EnrolmentDesk.FetchWithin));
        return entered;
    }

    /// <summary>What a waiting screen asks with.</summary>
    private static string? SecretIn(HttpContext context) => context.Request.Cookies[NameOf(context)];

    private static string NameOf(HttpContext context) => context.RequestServices.GetRequiredService<CookieNames>().Waiting;

    private static async Task WriteAsync(HttpContext context, Dictionary<string, object?> parameters, int status)
    {
        var services = context.RequestServices;
        parameters[nameof(ScreenDocument.Root)] = context.Request.Own("");
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var html = await renderer.MarkupAsync<ScreenDocument>(parameters);
        services.GetRequiredService<SecurityHeaders>().ForWall(context);
        context.Response.StatusCode = status;
        await new CompressedBody("text/html", Encoding.UTF8.GetBytes(html), tag: null).WriteAsync(context);
    }
}
