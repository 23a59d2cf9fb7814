using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.Extensions;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Api;

/// <summary>Flat rows as an address asks for them.</summary>
/// <param name="Request">The rows of this page.</param>
/// <param name="Columns">What is written of each.</param>
/// <param name="IsCsv">Whether they are written as CSV; else as JSON.</param>
/// <param name="Next">The query of the next page, with its question mark; null on the last.</param>
internal sealed record SeriesQuery(SeriesRequest Request, ImmutableArray<SeriesColumn> Columns, bool IsCsv, string? Next)
{
    /// <summary>So many rows at most has a page, unless one day has more.</summary>
    public const int RowsOfPage = 100_000;

    private const string FormatKey = "format", FromKey = "from", ToKey = "to", LastKey = "last", Csv = "csv", Json = "json";

    private static readonly string[] _names = ["queue", "media", FromKey, ToKey, LastKey, "granularity", "metrics", FormatKey];

    /// <summary>Reads the question.</summary>
    /// <param name="http">The request.</param>
    /// <param name="listed">The queues that may be seen.</param>
    /// <param name="sees">Whose eyes the rows are for.</param>
    /// <param name="targets">Which queues there are, and the days of each one's site.</param>
    /// <param name="rowsPerDay">How many rows a day of a request has at most.</param>
    /// <param name="now">The present moment.</param>
    /// <exception cref="UsageException">It cannot be read; the message names the parameter and what is accepted.</exception>
    public static SeriesQuery Read(
        HttpRequest http, ImmutableArray<Domain.Targets.Queue> listed, Visibility sees, TargetResolver targets, Func<SeriesRequest, double> rowsPerDay,
        DateTimeOffset now)
    {
        var query = http.Query;
        if (query.Keys.FirstOrDefault(static key => !_names.Contains(key, StringComparer.Ordinal)) is { } unknown)
        {
            throw new UsageException($"{unknown} is no parameter of a series. Accepted: {string.Join(", ", _names)}.");
        }
        var named = query["queue"].OfType<string>().Where(static name => !name.Equals(QueueChoice.All, StringComparison.OrdinalIgnoreCase)).ToArray();
        var granularity = SeriesRequest.ReadGranularity(ReportQuery.One(query, "granularity"), "granularity");
        var last = ReportQuery.Value<TimeSpan>(query, LastKey, ReportRange.TryReadSpan, ReportRange.AcceptedSpans);
        var (dates, range) = SeriesRequest.WhenOf(
            ReportQuery.One(query, FromKey), ReportQuery.One(query, ToKey), last, granularity, targets.Contract.Calendars, now, mark: "");
        var whole = new SeriesRequest
        {
            Dates = dates,
            Range = range,
            Granularity = granularity,
            Queues = named.Length == 0 ? [] : [.. QueueChoice.Find(listed, named, "queue", $"GET {ApiEndpoints.Queues}").Select(static q => q.Id)],
            Media = MediaOf(query["media"].OfType<string>()),
            Sees = sees,
        };
        var isCsv = IsCsvAsked(http);
        var days = (int)Math.Max(1, RowsOfPage / Math.Max(1, rowsPerDay(whole)));
        var (page, following) = Cut(whole, days);
        return new SeriesQuery(page, SeriesColumns.Read(query["metrics"].OfType<string>(), "metrics"), isCsv, following is null ? null : NextOf(query, following));
    }

    private static (SeriesRequest Page, SeriesRequest? Following) Cut(SeriesRequest whole, int days)
    {
        if (whole.Dates is { } dates)
        {
            return dates.Count <= days ? (whole, null) : (
                whole with { Dates = new DateRange(dates.From, dates.From.AddDays(days - 1)) },
                whole with { Dates = new DateRange(dates.From.AddDays(days), dates.To) });
        }
        var end = whole.Range.Start.AddDays(days);
        return whole.Range.End <= end
            ? (whole, null)
            : (whole with { Range = new Interval(whole.Range.Start, end) }, whole with { Range = new Interval(end, whole.Range.End) });
    }

    private static string NextOf(IQueryCollection query, SeriesRequest rest)
    {
        var next = new QueryBuilder(query.Where(static part => part.Key is not (FromKey or ToKey or LastKey)));
        var (from, to) = rest.Dates is { } dates
            ? (Date(dates.From), Date(dates.To.AddDays(1)))
            : (Addresses.ExplainAddress.Text(rest.Range.Start), Addresses.ExplainAddress.Text(rest.Range.End));
        next.Add(FromKey, from);
        next.Add(ToKey, to);
        return next.ToString();

        static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static ImmutableArray<MediaType> MediaOf(IEnumerable<string> named)
    {
        string[] names = [.. named.SelectMany(static name => name.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        var all = names.Contains(QueueChoice.All, StringComparer.OrdinalIgnoreCase);
        return all ? [] : [.. names.Select(ReportQuery.Media).OfType<MediaType>()];
    }

    private static bool IsCsvAsked(HttpRequest http) => ReportQuery.One(http.Query, FormatKey) switch
    {
        null => http.Headers.Accept.Any(static accept => accept?.Contains("text/csv", StringComparison.OrdinalIgnoreCase) == true),
        Csv => true,
        Json => false,
        var other => throw new UsageException($"{FormatKey} is '{other}'. Accepted: {Json}, {Csv}."),
    };
}
