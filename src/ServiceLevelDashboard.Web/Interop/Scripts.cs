using Microsoft.JSInterop;

namespace ServiceLevelDashboard.Web.Interop;

/// <summary>Where components get their JavaScript modules from; one for each circuit. Nothing else in Web calls JavaScript.</summary>
internal sealed class Scripts(IJSRuntime runtime, ILogger<ScriptModule> log)
{
    /// <summary>A module for one component, which disposes it; nothing is loaded before the first call.</summary>
    /// <param name="path">Where the module lies, from the root of the site.</param>
    public ScriptModule Open(string path) => new(runtime, path, log);
}
