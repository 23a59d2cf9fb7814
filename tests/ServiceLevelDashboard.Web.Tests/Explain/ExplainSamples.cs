using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Tests.Queue;

namespace ServiceLevelDashboard.Web.Tests.Explain;

/// <summary>Tuesday 3 March 2026 in London (UTC): three quarters from 08:00, 61 of 76 within 20 s, fetched the next day.</summary>
internal static class ExplainSamples
{
    public static readonly DateTimeOffset Eight = new(2026, 3, 3, 8, 0, 0, TimeSpan.Zero);

    public static readonly Interval Range = new(Eight, Eight.AddHours(9.5));

    public static readonly DateTimeOffset NextMorning = Eight.AddHours(20);

    public static readonly EdgeSet Edges = EdgeSet.Of([TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30)], [TimeSpan.FromSeconds(20)]);

    public static readonly DashboardSettings Settings = new() { Zone = QueueSamples.London };

    public static readonly FigureRequest Request = new(QueueSamples.Billing, Range);

    /// <summary>(40 − 8) of 42, (20 − 3) of 21, (12 − 0) of 13: 61 of 76.</summary>
    public static ImmutableArray<QueueInterval> Rows => [Row(0, 40, 8, 2), Row(1, 20, 3, 1), Row(2, 12, 0, 1)];

    public static QueueInterval Row(int quarter, int answered, int late, int abandoned) => new(
        QueueSamples.Billing,
        new Interval(Eight.AddMinutes(15 * quarter), Eight.AddMinutes(15 * (quarter + 1))),
        QueueSamples.Counts(answered + abandoned, answered, late, abandoned) with
        {
            Bands = new Bands(Edges, [answered - late, answered], [abandoned]),
        });

    public static FakeArchive Archive() => new()
    {
        Rows = Rows,
        Covered = [Fetched(Range, NextMorning)],
        Versions = [Version("Billing", QueueSamples.Target, Eight.AddDays(-30))],
    };

    public static Coverage Fetched(Interval range, DateTimeOffset at, params ImmutableArray<QueueId> queues) =>
        new(range, Granularity.QuarterHour, Edges, queues, at);

    public static QueueVersion Version(string name, ServiceLevelTarget? target, DateTimeOffset from, DateTimeOffset? to = null) => new(
        new Domain.Targets.Queue(
            QueueSamples.Billing.Queue,
            name,
            null,
            target is null
                ? ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty
                : ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty.Add(MediaType.Voice, target)),
        from,
        to);

    public static KeptFigures Kept(FakeArchive archive)
    {
        var clock = new FakeTimeProvider(NextMorning);
        return new(
            new DocumentRepository<FrozenText>(archive, FrozenText.Kind, clock), new DocumentRepository<KeptEntry>(archive, KeptEntry.Kind, clock), clock);
    }

    public static Explainer Explainer(FakeArchive archive, ContractTerms? terms = null) =>
        new(History.HistorySamples.History(archive, terms: terms));

    public static async Task<Figure> ReadAsync(FakeArchive archive, FigureRequest? request = null, ContractTerms? terms = null) =>
        (await Explainer(archive, terms).ReadAsync(request ?? Request, Visibility.Everything, TestContext.Current.CancellationToken))!; // everything is seen
}

/// <summary>A contract in London that stays as it is.</summary>
internal sealed class FakeContracts(ContractTerms? terms = null) : IContracts
{
    public Contract Current { get; } = new(SiteCalendar.AtMidnight(QueueSamples.London), ServiceLevelDefinition.Default, terms ?? ContractTerms.None);
}
