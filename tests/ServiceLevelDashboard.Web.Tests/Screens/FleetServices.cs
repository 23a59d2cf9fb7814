using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Web.Screens;
using ServiceLevelDashboard.Web.Tests.Documents;
using ServiceLevelDashboard.Web.Tests.Explain;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Tests.Screens;

/// <summary>The screens that a page under test looks after.</summary>
internal static class FleetServices
{
    /// <summary>Adds them over an archive; none of them needs to be lit at any time.</summary>
    public static DocumentCache<Screen> AddFleet(this IServiceCollection services, FakeArchive archive, TimeProvider clock)
    {
        var documents = services.AddBook(Screen.Kind, archive);
        services.AddSingleton(clock);
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(new DocumentRepository<Screen>(archive, Screen.Kind, clock));
        services.AddSingleton(new DocumentRepository<FleetAction>(archive, FleetAction.Kind, clock));
        services.AddSingleton(new DocumentRepository<ScreenOutages>(archive, ScreenOutages.Kind, clock));
        services.AddSingleton(new DocumentRepository<ScreensHeard>(archive, ScreensHeard.Kind, clock));
        services.AddSingleton<ScreenRegistry>();
        services.AddSingleton<ScreenSeats>();
        services.AddSingleton<IScreenOrders, MemoryOrders>();
        services.AddSingleton<FleetRunner>();
        services.AddSingleton<IScreenHours, NoHours>();
        services.AddSingleton(Options.Create(new ScreenOptions()));
        services.AddSingleton<OutageWatch>();
        services.AddSingleton(new WallBuild("abc"));
        return documents;
    }

    private sealed class NoHours : IScreenHours
    {
        public DarkReason? ReasonAt(Screen screen, DateTimeOffset now) => null;
    }
}
