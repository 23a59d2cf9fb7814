using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;
using ServiceLevelDashboard.Web.Overview;
using ServiceLevelDashboard.Web.Tests.Queue;

namespace ServiceLevelDashboard.Web.Tests.Overview;

/// <summary>The strip on top of the overview.</summary>
public sealed class CentreFiguresTests
{
    private static readonly QueueSummary Billing = Queue("Billing", MediaType.Voice, 400, 300, 20, 3, 95);
    private static readonly QueueSummary Cards = Queue("Cards", MediaType.Voice, 600, 570, 10, 4, 30);
    private static readonly QueueSummary Mail = Queue("Billing", MediaType.Email, 50, 50, 0, 0, null);

    public CentreFiguresTests() => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");

    [Fact]
    public void Of_TwoMediaTypes_SumsTheLevelOfTheOneWithMostContactsAndCountsAgentsOncePerQueue()
    {
        var figures = Of(QueueModels.None, DataState.Live, DataState.Live);

        Assert.Equal("Service level · Voice · within 20\u00a0s: 84\u202f% (target 80\u202f%)", figures[0]); // 280 + 560 of 1,000
        Assert.Equal("Offered today: 1,050 ()", figures[1]);
        Assert.Equal("Abandon rate: 12.4\u202f% ()", figures[2]); // 130 of 1,050
        Assert.Equal("Waiting now: 7 ()", figures[3]);
        Assert.Equal("Longest wait now: 1:35 (Billing)", figures[4]);
        Assert.Equal("Agents on queue: 24 (6 idle · per queue)", figures[5]); // twelve in each queue, whatever its media types
    }

    [Fact]
    public void Of_UsualKnownOfAll_SetsTheDaySoFarAgainstTheSamePartOfUsualDays()
    {
        var figures = Of(Usual(Billing, Cards, Mail), DataState.Live, DataState.Live);

        Assert.EndsWith("(target 80\u202f% · usual 90\u202f%)", figures[0], StringComparison.Ordinal);
        Assert.EndsWith("(1\u202f% below usual)", figures[1], StringComparison.Ordinal); // 08:52 in London's summer: 35.47 quarter hours of thirty contacts are 1,064
        Assert.EndsWith("(usual 5.0\u202f%)", figures[2], StringComparison.Ordinal);
        Assert.EndsWith("(6 idle · per queue · usual 22)", figures[5], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_UsualUnknownOfOne_ComparesNothing() =>
        Assert.Equal(Of(QueueModels.None, DataState.Live, DataState.Live), Of(Usual(Cards, Mail), DataState.Live, DataState.Live));

    [Fact]
    public void Of_Withdrawn_ShowsNoFigure() => Assert.All(
        Of(Usual(Billing, Cards, Mail), DataState.NoData, DataState.NoData),
        figure => Assert.EndsWith(": – ()", figure, StringComparison.Ordinal));

    private static string[] Of(QueueModels models, DataState data, DataState observed)
    {
        ImmutableArray<QueueSummary> queues = [Billing, Cards, Mail];
        return [.. CentreFigures.Of(queues, QueueSamples.State(queues).Snapshot!, models, data, observed).Select(f => $"{f.Name}: {f.Value} ({f.Note})")]; // a state of queues has one
    }

    // Ten contacts in each quarter hour of the usual day, nine of them in time, one in twenty abandoned; eleven agents.
    private static QueueModels Usual(params QueueSummary[] queues)
    {
        var snapshot = QueueSamples.State([.. queues]).Snapshot!; // as above
        var slots = new DaySlots(snapshot.Calendar, Granularity.QuarterHour);
        var slot = new UsualSlot(10, 5, 15) { Met = 9, Counted = 10, Abandoned = 0.5, Agents = 11 };
        return new QueueModels
        {
            Queues = queues.ToFrozenDictionary(
                static q => q.Key,
                q => new QueueModel(q.Key, new UsualDay([.. Enumerable.Repeat(slot, slots.Count)], 4), null, 4) { Day = snapshot.Day, Slots = slots }),
        };
    }

    private static QueueSummary Queue(string name, MediaType media, int offered, int answered, int late, int waiting, int? longest)
    {
        var key = new QueueMedia(new QueueId("q-" + name), media);
        return QueueSamples.Summary(
            QueueSamples.Target, [QueueSamples.Counts(offered, answered, late, offered - answered)], ServiceState.OnTarget, name, key) with
        {
            Now = new QueueObservation(key, waiting, 0, longest is { } seconds ? TimeSpan.FromSeconds(seconds) : null),
            Agents = new AgentObservation(key.Queue, 3, 9, 0, 0, 0),
        };
    }
}
