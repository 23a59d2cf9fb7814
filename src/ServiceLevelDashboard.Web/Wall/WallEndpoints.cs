using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Access;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Sessions;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Hardening;
using ServiceLevelDashboard.Web.Hosting;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Wall;

/// <summary>The wall: a document, its sizes, the state, the stream of changes, and the time.</summary>
internal static class WallEndpoints
{
    /// <summary>Adds what the wall is made of.</summary>
    public static void AddWall(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BoardsOptions>().Configure(o => configuration.GetSection(BoardOptions.Section).Bind(o.Boards)).ValidateOnStart();
        services.AddOptions<WallOptions>().Bind(configuration.GetSection(WallOptions.Section));
        services.AddSingleton<IValidateOptions<BoardsOptions>, BoardsOptionsValidator>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<BoardsOptions>>().Value);
        services.AddSingleton(provider => WallBuild.Of(provider.GetRequiredService<IWebHostEnvironment>()));
        services.AddDocuments(BoardDocuments.Kind);
        services.AddSingleton<BoardRegistry>();
        services.AddSingleton<WallAlerts>();
        services.AddSingleton<WallRenderer>();
        services.AddSingleton<WriteThrottle>();
        services.AddSingleton<WallHub>();
        services.AddHostedService(provider => provider.GetRequiredService<WallHub>());
    }

    /// <summary>Maps the wall's addresses.</summary>
    public static void MapWall(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/wall", (HttpRequest request) => Results.Redirect(request.Own(WallUrls.Board(Board.AllName)))).RequireAuthorization(Policies.Watch);
        var board = routes.MapGroup("/wall/{board}").RequireAuthorization(Policies.Watch).AddEndpointFilter(ScreenGate.CheckAsync)
            .AddEndpointFilter(WaitForQueuesAsync);
        board.MapGet("", ShowAsync);
        board.MapGet("/size.css", ShowSizes);
        board.MapGet("/state", ShowStateAsync);
        board.MapGet("/stream", StreamAsync).WithMetadata(new LastingStream());
        board.MapGet("/time", (string board, HttpContext context, Viewer viewer, BoardRegistry boards, TimeProvider clock) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return boards.Find(board, viewer.Sees) is null
                ? NoSuchBoard(board)
                : Results.Text(clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        }).AddEndpointFilter(ScreenGate.HearAsync);
    }

    /// <summary>
    /// Before the queues are known nobody who sees a part of them can be told which boards there are: screens wait, as for a server that is busy.
    /// </summary>
    private static async ValueTask<object?> WaitForQueuesAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var (services, headers) = (invocation.HttpContext.RequestServices, invocation.HttpContext.Response.Headers);
        if (services.GetRequiredService<BoardRegistry>().IsKnown(services.GetRequiredService<Viewer>().Sees))
        {
            return await next(invocation);
        }
        headers.RetryAfter = headers["Refresh"] = "10";
        return Results.Text(WallText.QueuesUnknown, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ShowAsync(
        string board, decimal? diagonal, decimal? distance, string? plain, HttpContext context, Viewer viewer, WallHub hub, BoardRegistry boards,
        ISnapshots snapshots, DataOrigin origin, SecurityHeaders headers, TimeProvider clock, ILoggerFactory loggers)
    {
        if (!TryPlace(boards.Find(board, viewer.Sees), board, diagonal, distance, null, out var placed, out var refusal))
        {
            return refusal;
        }
        if (hub.ChannelOf(board, CultureInfo.CurrentUICulture, viewer.Sees) is not { } channel || await channel.FaceAsync() is not { } face)
        {
            return NoSuchBoard(board);
        }
        var now = clock.GetUtcNow();
        await using var renderer = new HtmlRenderer(context.RequestServices, loggers);
        var html = await renderer.MarkupAsync<WallDocument>(new()
        {
            [nameof(WallDocument.Board)] = placed,
            [nameof(WallDocument.Face)] = face,
            [nameof(WallDocument.Now)] = now,
            [nameof(WallDocument.Data)] = snapshots.For(viewer.Sees).DataStateAt(now),
            [nameof(WallDocument.IsSimulated)] = origin.IsSimulated,
            [nameof(WallDocument.IsPlain)] = plain is not null,
            [nameof(WallDocument.Page)] = (int)(now.ToUnixTimeSeconds() / (long)placed.Turn.TotalSeconds),
            [nameof(WallDocument.IsScreen)] = Principals.ScreenOf(context.User) is not null,
            [nameof(WallDocument.Root)] = context.Request.Own(""),
            [nameof(WallDocument.SizeSheet)] = WallUrls.Sizes(board, placed.Geometry),
        });
        headers.ForWall(context);
        await new CompressedBody("text/html", Encoding.UTF8.GetBytes(html), tag: null).WriteAsync(context);
        return Results.Empty;
    }

    private static async Task<IResult> ShowSizes(
        string board, decimal? diagonal, decimal? distance, int? lines, HttpContext context, Viewer viewer, BoardRegistry boards)
    {
        if (!TryPlace(boards.Find(board, viewer.Sees), board, diagonal, distance, lines, out var placed, out var refusal))
        {
            return refusal;
        }
        var css = Encoding.UTF8.GetBytes(placed.Geometry.ToStyleSheet());
        await new CompressedBody("text/css", css, $"\"{placed.Geometry.Key}-4\"").WriteAsync(context);
        return Results.Empty;
    }

    private static async Task<IResult> ShowStateAsync(string board, HttpContext context, Viewer viewer, WallHub hub)
    {
        if (hub.ChannelOf(board, CultureInfo.CurrentUICulture, viewer.Sees) is not { } channel || await channel.FaceAsync() is not { } face)
        {
            return NoSuchBoard(board);
        }
        await face.Whole.WriteAsync(context);
        return Results.Empty;
    }

    private static async Task<IResult> StreamAsync(
        string board,
        string? since,
        HttpContext context,
        Viewer viewer,
        ViewerLeases stays,
        WallHub hub,
        WriteThrottle turns,
        Drain drain,
        TimeProvider clock,
        IHostApplicationLifetime lifetime)
    {
        using var stay = stays.Begin(viewer); // first: what is given is by these rights or newer ones
        if (hub.ChannelOf(board, CultureInfo.CurrentUICulture, viewer.Sees) is not { } channel)
        {
            return NoSuchBoard(board);
        }
        if (!hub.TryEnter())
        {
            context.Response.Headers.RetryAfter = "30";
            return Results.Text(WallText.TooManyScreens, statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        var reader = new WallReader(since ?? "", turns, clock);
        using var seat = ScreenGate.SeatOf(context, board, reader.Tell);
        try
        {
            using var moving = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
            using var turn = drain.EndInTurn(moving);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(
                context.RequestAborted, lifetime.ApplicationStopping, stay.Ended, moving.Token, seat?.Ended ?? CancellationToken.None);
            var response = context.Response;
            response.ContentType = "text/event-stream";
            response.Headers.CacheControl = "no-store, no-transform";
            response.Headers["X-Accel-Buffering"] = "no";
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            await response.StartAsync(ending.Token);
            reader.Beat();
            await channel.JoinAsync(reader);
            await reader.WriteAsync(response.BodyWriter, ending.Token);
        }
        catch (OperationCanceledException)
        {
            // the screen went, or the server stops
        }
        catch (TimeoutException)
        {
            context.Abort(); // it takes nothing: its socket is worth more than its goodbye
        }
        finally
        {
            channel.Leave(reader);
            hub.Leave();
        }

        return Results.Empty;
    }

    /// <summary>The board on the screen that the address names, or on its own.</summary>
    private static bool TryPlace(Board? found, string name, decimal? diagonal, decimal? distance, int? lines, out Board placed, out IResult refusal)
    {
        (placed, refusal) = (null!, null!); // one of them is set below
        if (found is not { } board)
        {
            refusal = NoSuchBoard(name);
            return false;
        }

        var own = board.Geometry;
        if (WallGeometry.TryCreate(
            diagonal ?? own.DiagonalInches,
            distance ?? own.DistanceMetres,
            Math.Clamp(lines ?? own.Lines, 1, WallGeometry.MaximumLines),
            out var problem) is not { } geometry)
        {
            refusal = Results.Text($"diagonal {problem}", statusCode: StatusCodes.Status400BadRequest);
            return false;
        }

        placed = board with { Geometry = geometry };
        return true;
    }

    private static IResult NoSuchBoard(string board) =>
        Results.Text(Format.Text(WallText.UnknownBoard, board), statusCode: StatusCodes.Status404NotFound);
}
