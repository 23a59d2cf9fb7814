using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ServiceLevelDashboard.Simulator.Faults;

namespace ServiceLevelDashboard.Simulator.Wire;

/// <summary>Lets the faults in force strike a request before, while or after the service answers it.</summary>
internal sealed class FaultInjector(FaultBoard faults, TimeProvider time)
{
    /// <summary>Answers a request through the service unless a fault is in the way.</summary>
    /// <exception cref="WireException">The answer that a fault gives instead.</exception>
    public async Task AnswerAsync(HttpContext context, Func<Task> answer, CancellationToken cancellationToken)
    {
        var path = context.Request.Path.Value ?? "/";
        if (faults.Take(path, fault => Strikes(fault, context.Request)) is not { } fault)
        {
            await answer().ConfigureAwait(false);
            return;
        }

        switch (fault.Kind)
        {
            case FaultKind.Slow:
                await Task.Delay(TimeSpan.FromSeconds(fault.Value ?? 5), time, cancellationToken).ConfigureAwait(false);
                await answer().ConfigureAwait(false);
                break;
            case FaultKind.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken).ConfigureAwait(false);
                break;
            case FaultKind.HangInBody or FaultKind.CutBody or FaultKind.MalformedJson:
                await SpoilAsync(context, answer, fault.Kind, cancellationToken).ConfigureAwait(false);
                break;
            default:
                throw Refusal(fault, path);
        }
    }

    // Faults of the clock and of the data, and those of the token endpoint, strike elsewhere.
    private static bool Strikes(Fault fault, HttpRequest request) => fault.Kind switch
    {
        FaultKind.ExpiredToken or FaultKind.RefusedCredentials or FaultKind.LateData or FaultKind.ClockSkew or FaultKind.Pause => false,
        >= FaultKind.TimedOutRange => false, // these are habits of the data and of single questions
        FaultKind.MissingPage => request.Path == "/api/v2/routing/queues" && request.Query["pageNumber"] == $"{fault.Value ?? 2}",
        FaultKind.Forbidden when fault is { Text: { } permission, Path: null } => Service.PermissionOf(request.Path) == permission && IsApi(request),
        _ => fault.Path is not null || IsApi(request),
    };

    private static bool IsApi(HttpRequest request) => request.Path.StartsWithSegments("/api");

    private static WireException Refusal(Fault fault, string path) => fault.Kind switch
    {
        FaultKind.Unauthorized => new WireException(401, "bad.credentials", "Invalid login credentials."),
        FaultKind.Forbidden => WireException.Forbidden(fault.Text ?? Service.PermissionOf(path)),
        FaultKind.TooManyRequests => WireException.Throttled((int)(fault.Value ?? 2)),
        FaultKind.ThrottledInWords => WireException.Throttled((int)(fault.Value ?? 2), withHeader: false),
        FaultKind.InternalServerError => new WireException(500, "internal.server.error", "The server encountered an unexpected condition."),
        FaultKind.ServiceUnavailable => new WireException(503, "service.unavailable", "The service is temporarily unavailable."),
        _ => WireException.NotFound(path),
    };

    /// <summary>Lets the service answer into memory and sends what the fault leaves of it.</summary>
    private async Task SpoilAsync(HttpContext context, Func<Task> answer, FaultKind kind, CancellationToken cancellationToken)
    {
        var response = context.Response;
        var real = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var kept = new MemoryStream();
        var keeping = new StreamResponseBodyFeature(kept);
        context.Features.Set<IHttpResponseBodyFeature>(keeping);
        try
        {
            await answer().ConfigureAwait(false);
            await keeping.Writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            context.Features.Set(real);
        }

        // Without a length the cut shows only in the missing last chunk, and a reader that ignores it takes the half for the whole.
        response.ContentLength = null;
        var body = kept.ToArray();
        if (kind == FaultKind.MalformedJson)
        {
            // One bracket turned round in the middle: complete, well framed, and not JSON.
            var at = Array.IndexOf(body, (byte)':', body.Length / 2);
            body[at < 0 ? body.Length - 1 : at] = (byte)']';
            await response.Body.WriteAsync(body, cancellationToken).ConfigureAwait(false);
            return;
        }

        await response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), cancellationToken).ConfigureAwait(false);
        await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (kind == FaultKind.HangInBody)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken).ConfigureAwait(false);
        }
        context.Abort();
    }
}
