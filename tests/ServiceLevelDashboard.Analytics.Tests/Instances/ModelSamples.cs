using System.Collections.Frozen;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Analytics.Tests.Instances;

/// <summary>What the past teaches of queues: forty days of contacts that differ a little.</summary>
internal static class ModelSamples
{
    private const int Days = 40;

    public static QueueModels Of(params QueueMedia[] keys)
    {
        var slots = new DaySlots(SiteCalendar.AtMidnight(Given.Berlin), Granularity.QuarterHour);
        var date = new DateOnly(2026, 9, 1);
        return new QueueModels
        {
            FittedAt = Given.Utc("03:00"),
            Queues = keys.Select((key, n) => QueueModel.Fit(key, Curves(date, n), date, slots)).ToFrozenDictionary(static model => model.Key),
        };
    }

    private static IEnumerable<DayCurve> Curves(DateOnly date, int n) => Enumerable.Range(0, Days).Select(d => new DayCurve(
        date.AddDays(d - Days),
        [
            .. Enumerable.Range(0, 96).Select(k => k is < 28 or >= 80
                ? default
                : new SlotCounts(20 + n + ((d + k) % 7), 16 + ((d * 3 + k) % 4), 20 + ((d + k) % 5))
            {
                Abandoned = (d + k) % 3,
                WaitSeconds = 123.456 + (d / 7.0),
                Handled = 18,
                HandleSeconds = (18 * 200) + (k / 3.0),
                Agents = d % 2 == 0 ? 4 + (k / 11.0) : null,
            }),
        ]));
}
