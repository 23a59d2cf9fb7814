using System.Runtime.CompilerServices;
using Bunit;

namespace ServiceLevelDashboard.Web.Tests;

/// <summary>What a component is waited for with: bUnit's own second measures the machine.</summary>
internal static class ComponentPatience
{
    [ModuleInitializer]
    internal static void Set() => BunitContext.DefaultWaitTimeout = Patience.Most;
}
