using Bunit;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Web.Tests.Alerts;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Interop;
using Microsoft.Extensions.DependencyInjection;

namespace ServiceLevelDashboard.Web.Tests;

/// <summary>Pages with MudBlazor's parts, which ask a browser for nothing that matters here.</summary>
public abstract class PageContext : BunitContext
{
    /// <summary>What rings: nothing, until a test sets it.</summary>
    internal FakeAlerts Alerts { get; } = new();

    protected PageContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudBlazor();
        Services.AddScoped<Scripts>();
        Services.AddScoped<Undo>();
        Services.AddSingleton<IAlerts>(Alerts);
    }
}
