using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Addresses;

namespace ServiceLevelDashboard.Web.History;

/// <summary>Writes and reads which part of the past an address means: <c>?from=2026-08-01&amp;to=2026-08-31&amp;by=day</c>.</summary>
internal static class HistoryAddress
{
    public const string FromKey = "from", ToKey = "to", QueueKey = "queue", MediaKey = "media", ByKey = "by", ShowKey = "show", PoolKey = "pool",
    ThresholdKey = "threshold", WithoutKey = "without", AgainstKey = "against", PageKey = "page";

    public const string Side = "side", Pooled = "yes", Marked = "marked";

    /// <summary>The longest range in days.</summary>
    public const int MaximumDays = 400;

    private const string Date = "yyyy-MM-dd";
    private const int DefaultDays = 7;
    private const int MaximumThresholdSeconds = 86_400;

    /// <summary>A day as addresses write it.</summary>
    public static string Text(DateOnly day) => day.ToString(Date, CultureInfo.InvariantCulture);

    /// <summary>The address below a path; what is as by default is not written.</summary>
    public static string Of(HistoryRequest request, string path = HistoryUrls.Root)
    {
        var query = new QueryBuilder { { FromKey, Text(request.From) }, { ToKey, Text(request.To) } };
        foreach (var queue in request.Queues)
        {
            query.Add(QueueKey, queue.Value);
        }
        if (request.Media is { } media)
        {
            query.Add(MediaKey, media.Name);
        }
        if (request.By != PeriodLength.Day)
        {
            query.Add(ByKey, Slug(request.By));
        }
        if (request.SideBySide)
        {
            query.Add(ShowKey, Side);
        }
        if (request.Pooled)
        {
            query.Add(PoolKey, Pooled);
        }
        if (request.Threshold is { } threshold)
        {
            query.Add(ThresholdKey, threshold.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        }
        if (request.WithoutMarked)
        {
            query.Add(WithoutKey, Marked);
        }
        if (request.AgainstDays > 0)
        {
            query.Add(AgainstKey, request.AgainstDays.ToString(CultureInfo.InvariantCulture));
        }
        return path + query;
    }

    /// <summary>The address of a snapshot's day for one media type.</summary>
    public static string OfToday(Snapshot snapshot, MediaType media)
    {
        var day = snapshot.Calendar.DateOf(snapshot.Day.Start);
        return Of(new HistoryRequest(day, day) { Media = media });
    }

    /// <summary>A cut as addresses write it.</summary>
    public static string Slug(PeriodLength by) => by switch
    {
        PeriodLength.Interval => "interval",
        PeriodLength.Hour => "hour",
        PeriodLength.Week => "week",
        PeriodLength.Month => "month",
        _ => "day",
    };

    /// <summary>What was asked as far as it makes sense, for the form: nothing of it is lost when a part is wrong.</summary>
    public static HistoryRequest Asked(
        string? from, string? to, IEnumerable<string?>? queues, string? media, string? by, string? show, string? pool, DateOnly today)
    {
        var usual = Read(null, null, queues, media, by, show, pool, null, today)!; // dates are all that can be wrong, and the usual ones are right
        return usual with { From = Day(from ?? "") ?? usual.From, To = Day(to ?? "") ?? usual.To };
    }

    /// <summary>Why what was asked names no range.</summary>
    public static string Problem(HistoryRequest asked) => asked.From > asked.To ? HistoryText.FromAfterTo : HistoryText.Bad;

    /// <summary>Reads the parts of an address; without a range the last seven days. Null when it makes no sense.</summary>
    public static HistoryRequest? Read(
        string? from, string? to, IEnumerable<string?>? queues, string? media, string? by, string? show, string? pool, string? threshold, DateOnly today)
    {
        var first = string.IsNullOrEmpty(from) ? today.AddDays(1 - DefaultDays) : Day(from);
        var last = string.IsNullOrEmpty(to) ? first?.AddDays(DefaultDays - 1) : Day(to);
        return first is { } start && last is { } end ? Read(start, end, queues, media, by, show, pool, threshold) : null;
    }

    private static HistoryRequest? Read(
        DateOnly first, DateOnly last, IEnumerable<string?>? queues, string? media, string? by, string? show, string? pool, string? threshold)
    {
        if (last < first || last.DayNumber - first.DayNumber >= MaximumDays)
        {
            return null;
        }
        var request = new HistoryRequest(first, last)
        {
            Queues = [.. (queues ?? []).Where(q => !string.IsNullOrWhiteSpace(q)).Distinct().Select(q => new QueueId(q!))], // not null: filtered
            Media = string.IsNullOrWhiteSpace(media) ? null : new MediaType(media),
            By = by switch { "interval" => PeriodLength.Interval, "hour" => PeriodLength.Hour, "week" => PeriodLength.Week, "month" => PeriodLength.Month, _ => PeriodLength.Day },
            SideBySide = show == Side,
            Pooled = pool == Pooled,
        };
        if (string.IsNullOrWhiteSpace(threshold))
        {
            return request;
        }
        return decimal.TryParse(threshold, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds is > 0 and <= MaximumThresholdSeconds
            ? request with { Threshold = TimeSpan.FromMilliseconds((long)(seconds * 1000)) }
            : null;
    }

    /// <summary>What an address asks beside the range: marked intervals left out, and the earlier range that it is held against.</summary>
    public static HistoryRequest With(HistoryRequest request, string? without, string? against, IEnumerable<Annotation> annotations) => request with
    {
        WithoutMarked = without == Marked,
        Marked = without == Marked ? [.. annotations.Where(a => a.LeftOutBecause.Length > 0)] : [],
        AgainstDays = int.TryParse(against, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days % 7 == 0 && days is > 0 and <= 364
            ? days
            : 0,
    };

    /// <summary>A day; null when it is none that is taken.</summary>
    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, Date, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && SiteCalendar.Takes(day.Year) ? day : null;
}
