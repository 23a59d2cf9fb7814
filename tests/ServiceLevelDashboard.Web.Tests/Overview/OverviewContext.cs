using System.Collections.Immutable;
using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Overview;
using ServiceLevelDashboard.Web.Tests.Documents;
using ServiceLevelDashboard.Web.Tests.Queue;
using ServiceLevelDashboard.Web.Tests.Security;
using ServiceLevelDashboard.Web.Tiles;

namespace ServiceLevelDashboard.Web.Tests.Overview;

/// <summary>The overview with snapshots that a test sets.</summary>
public abstract class OverviewContext : PageContext
{
    protected static readonly QueueSummary Billing = Queue("Billing", 412, 361, 122, ServiceState.Below) with { MissedBeyondAllowance = 73.4m };
    protected static readonly QueueSummary Cards = Queue("Cards", 661, 640, 40, ServiceState.OnTarget);
    protected static readonly QueueSummary Sales = Queue("Sales", 517, 503, 110, ServiceState.AtRisk);
    protected static readonly QueueSummary Silent = Queue("Silent", 0, 0, 0, ServiceState.NoContacts) with { Now = null };

    private protected FakeSnapshots Snapshots { get; } = new(QueueSamples.Empty);
    protected FakeTimeProvider Clock { get; } = new(QueueSamples.Now);

    protected OverviewContext()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        Services.AddSingleton(Viewers.Administrator);
        Services.AddSingleton<ISnapshots>(Snapshots);
        Services.AddLiveUpdates();
        Services.AddSingleton<TileFaces>();
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddSingleton<IQueueModels>(new NoModels());
        Services.AddBook(GroupRules.Kind);
        SetRendererInfo(new RendererInfo("Server", true));
    }

    protected static QueueSummary Queue(string name, int offered, int answered, int late, ServiceState state) => QueueSamples.Summary(
        QueueSamples.Target,
        [QueueSamples.Counts(offered, answered, late, offered - answered)],
        state,
        name,
        new QueueMedia(new QueueId("q-" + name), MediaType.Voice));

    protected static string[] Names(IRenderedComponent<OverviewPage> page) =>
        [.. page.FindAll(".tile .name").Select(n => n.TextContent.Trim())];

    protected IRenderedComponent<OverviewPage> OpenWith(params ImmutableArray<QueueSummary> queues)
    {
        Snapshots.State = QueueSamples.State(queues);
        return Open();
    }

    protected IRenderedComponent<OverviewPage> Open() => Render<OverviewPage>();
}
