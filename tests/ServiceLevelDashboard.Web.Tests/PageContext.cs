using Bunit;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Interop;
using Microsoft.Extensions.DependencyInjection;

namespace ServiceLevelDashboard.Web.Tests;

/// <summary>Pages with MudBlazor's parts, which ask a browser for nothing that matters here.</summary>
public abstract class PageContext : BunitContext
{
    protected PageContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudBlazor();
        Services.AddScoped<Scripts>();
        Services.AddScoped<Undo>();
    }
}
