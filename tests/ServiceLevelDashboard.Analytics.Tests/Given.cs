using System.Collections.Immutable;
using System.Globalization;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests;

/// <summary>Small values that tests are written in.</summary>
internal static class Given
{
    public static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public static readonly ServiceLevelTarget Target = new(0.8m, TimeSpan.FromSeconds(20));

    /// <summary>An instant of 1 September 2026 (Berlin is two hours ahead), or of the date that is written.</summary>
    public static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(
        text.Contains('T', StringComparison.Ordinal) ? text + "Z" : $"2026-09-01T{text}Z", CultureInfo.InvariantCulture);

    public static Interval Span(string start, string end) => new(Utc(start), Utc(end));

    public static QueueMedia Voice(string queue) => new(new QueueId(queue), MediaType.Voice);

    public static Queue Queue(string id, params (MediaType Media, ServiceLevelTarget Target)[] targets) =>
        new(new QueueId(id), "Queue " + id, null, targets.ToImmutableDictionary(t => t.Media, t => t.Target));

    public static Queue QueueWithTarget(string id) => Queue(id, (MediaType.Voice, Target));

    /// <summary>A row in which everything that was offered was answered, some of it late.</summary>
    public static QueueInterval Row(QueueMedia key, string start, int answered, int late = 0, int minutes = 15) => new(
        key, new Interval(Utc(start), Utc(start).AddMinutes(minutes)), Counts(answered, late));

    public static QueueInterval Row(string queue, string start, int answered, int late = 0) => Row(Voice(queue), start, answered, late);

    public static ContactCounts Counts(int answered, int late = 0) => new()
    {
        Offered = answered,
        AnswerWait = new DurationStatistics(answered, answered * 10_000L, 30_000),
        OverSla = late,
    };
}
