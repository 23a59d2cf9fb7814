using CsCheck;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Storage.Tests;

/// <summary>Rows and fetches to merge.</summary>
internal static class Samples
{
    public static readonly EdgeSet Edges = EdgeSet.Of([TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60)], [TimeSpan.FromSeconds(5)]);

    public static readonly DateTimeOffset Day = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    public static QueueMedia Line(string queue, string media = "voice") => new(new QueueId(queue), new MediaType(media));

    public static Interval Range(int fromMinute, int toMinute) => new(Day.AddMinutes(fromMinute), Day.AddMinutes(toMinute));

    public static Coverage Fetch(Interval range, DateTimeOffset at, params QueueId[] queues) =>
        new(range, Granularity.QuarterHour, Edges, [.. queues], at);

    public static QueueInterval Row(string queue, int minute, int answered, string media = "voice") => new(
        Line(queue, media),
        Range(minute, minute + 15),
        new ContactCounts
        {
            Offered = answered + 1,
            AnswerWait = new DurationStatistics(answered, answered * 7_000L, 30_000),
            AbandonWait = new DurationStatistics(1, 9_000, 9_000),
            Wait = new DurationStatistics(answered + 1, answered * 7_000L + 9_000, 30_000),
            Handle = new DurationStatistics(answered, answered * 240_000L, 600_000),
            OverSla = 1,
            Genesys = new GenesysServiceLevel(answered - 1, answered + 1, 0.8m),
            Bands = new Bands(Edges, [answered - 1, answered], [0]),
        });

    private static readonly Gen<DurationStatistics> AnyDurations =
        Gen.Select(
            Gen.Int[0, 5000],
            Gen.Long[0, 1L << 40],
            Gen.Long[0, 1L << 34],
            (count, sum, max) => count == 0 ? default : new DurationStatistics(count, sum, max));

    private static readonly Gen<GenesysServiceLevel?> AnyGenesys = Gen.OneOf(
        Gen.Const((GenesysServiceLevel?)null),
        Gen.Select(
            Gen.Long[0, 5000],
            Gen.Long[0, 5000],
            Gen.Int[0, 1000],
            (n, d, t) => (GenesysServiceLevel?)new GenesysServiceLevel(n, d, t == 0 ? null : t / 1000m)));

    public static readonly Gen<ContactCounts> AnyCounts =
        from offered in Gen.Int[0, 5000]
        from waits in AnyDurations.Array[6]
        from shorts in Gen.Int[0, 50]
        from genesys in AnyGenesys
        from bands in Gen.Int[0, 5000].Array[3]
        from hasBands in Gen.Bool
        select new ContactCounts
        {
            Offered = offered,
            ShortAbandoned = shorts,
            OverSla = shorts,
            AnswerWait = waits[0],
            AbandonWait = waits[1],
            FlowOutWait = waits[2],
            Wait = waits[3],
            Talk = waits[4],
            Handle = waits[5],
            Genesys = genesys,
            Bands = hasBands ? new Bands(Edges, [bands[0], bands[1]], [bands[2]]) : null,
        };
}
