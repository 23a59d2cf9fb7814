using System.Collections.Immutable;
using System.Text.Json;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Tokens;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Web.Hardening;

namespace ServiceLevelDashboard.Web.Api;

/// <summary>The figures for programs: the same JSON as <c>sld</c> writes, described by <c>wwwroot/api/v1/openapi.json</c>.</summary>
internal static class ApiEndpoints
{
    /// <summary>The queues.</summary>
    public const string Queues = Root + "/queues";

    /// <summary>A report.</summary>
    public const string Report = Root + "/report";

    /// <summary>Flat rows.</summary>
    public const string Series = Root + "/series";

    /// <summary>What all addresses begin with.</summary>
    public const string Root = "/api/v1";

    private static readonly JsonWriterOptions _asSld = new() { Indented = true, NewLine = "\n" };

    /// <summary>Maps the addresses.</summary>
    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Queues, ListQueues).AddEndpointFilter(Scope(ApiToken.QueuesScope));
        routes.MapGet(Queues + "/{id}", ShowQueue).AddEndpointFilter(Scope(ApiToken.QueuesScope));
        routes.MapGet(Report, ReportAsync).AddEndpointFilter(Scope(ApiToken.ReportScope)).AddEndpointFilter(TooMuchWorkException.AnswerAsync);
        routes.MapGet(Series, SeriesAsync).AddEndpointFilter(Scope(ApiToken.ReportScope)).AddEndpointFilter(TooMuchWorkException.AnswerAsync);
        routes.MapGet(Root + "/{**rest}", () => Problem(StatusCodes.Status404NotFound, $"There is no such address; see {Root}/openapi.json."));
    }

    /// <summary>Refuses a token that lacks a scope.</summary>
    public static Func<EndpointFilterInvocationContext, EndpointFilterDelegate, ValueTask<object?>> Scope(string scope) => (asked, next) =>
        Principals.MayAskFor(asked.HttpContext.User, scope)
            ? next(asked)
            : ValueTask.FromResult<object?>(
                Problem(StatusCodes.Status403Forbidden, $"The token lacks the scope {scope}. An administrator makes one that has it."));

    private static IResult ListQueues(Viewer viewer, ISnapshots snapshots) =>
        Listed(viewer, snapshots) is { } listed ? Json(json => QueuesJson.Write(listed, json)) : NotYet();

    private static IResult ShowQueue(string id, Viewer viewer, ISnapshots snapshots)
    {
        if (Listed(viewer, snapshots) is not { } listed)
        {
            return NotYet();
        }
        return listed.FirstOrDefault(q => q.Id.Value == id) is { } queue
            ? Json(json => QueuesJson.Write(queue, json))
            : Problem(StatusCodes.Status404NotFound, $"There is no such queue, or it may not be seen. GET {Queues} lists them.");
    }

    private static async Task<IResult> ReportAsync(
        HttpRequest http, Viewer viewer, ExpensiveWork work, ISnapshots snapshots, IContactCentre centre, IDurableIntervalArchive archive, IDailyArchive days,
        PastReader past, DocumentCache<Annotation> annotations, DashboardSettings settings,
        TimeProvider clock, CancellationToken cancellationToken)
    {
        if (Listed(viewer, snapshots) is not { } listed)
        {
            return NotYet();
        }
        try
        {
            var request = ReportQuery.Read(
                http.Query,
                listed,
                viewer.Sees,
                await past.TargetsAsync(cancellationToken),
                annotations.All.Values.Select(static d => d.Value),
                settings,
                clock.GetUtcNow());
            var (report, _, _) = await work.RunAsync(viewer, stop => ReportReader.ReadKeptAsync(centre, archive, days, request, stop), cancellationToken);
            return Json(json => ReportJson.Write(report, json));
        }
        catch (UsageException e)
        {
            return Problem(StatusCodes.Status400BadRequest, e.Message);
        }
        catch (ThrottledException e)
        {
            http.HttpContext.Response.Headers.RetryAfter = FormattableString.Invariant($"{Math.Ceiling(e.RetryAfter.TotalSeconds):0}");
            return Problem(StatusCodes.Status503ServiceUnavailable, "The contact centre's quota is used up for the moment. Ask again later.");
        }
        catch (ContactCentreException)
        {
            // why is for those who keep the dashboard: its administration page says it
            return Problem(StatusCodes.Status503ServiceUnavailable, "The contact centre gave no usable answer. Ask again later.");
        }
    }

    private static async Task<IResult> SeriesAsync(
        HttpContext http, Viewer viewer, ExpensiveWork work, ISnapshots snapshots, PastReader past, IHistory history, IDurableIntervalArchive archive,
        TimeProvider clock)
    {
        if (Listed(viewer, snapshots) is not { } listed)
        {
            return NotYet();
        }
        try
        {
            await SeriesEndpoint.AnswerAsync(http, listed, viewer, work, past, history, archive, clock);
            return Results.Empty;
        }
        catch (UsageException e)
        {
            return Problem(StatusCodes.Status400BadRequest, e.Message);
        }
    }

    private static ImmutableArray<Domain.Targets.Queue>? Listed(Viewer viewer, ISnapshots snapshots) =>
        snapshots.For(viewer.Sees).Snapshot is { } snapshot
            ? [.. snapshot.Listed.Values.OrderBy(q => q.Name, StringComparer.OrdinalIgnoreCase).ThenBy(q => q.Id.Value, StringComparer.Ordinal)]
            : null;

    private static IResult Json(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, _asSld))
        {
            write(json);
        }
        bytes.WriteByte((byte)'\n');
        return Results.Bytes(bytes.ToArray(), "application/json");
    }

    private static IResult NotYet() => Problem(StatusCodes.Status503ServiceUnavailable, "There are no figures yet. Ask again in a minute.");

    /// <summary>A refusal with what to do.</summary>
    private static IResult Problem(int status, string detail) => Results.Problem(detail, statusCode: status);
}
