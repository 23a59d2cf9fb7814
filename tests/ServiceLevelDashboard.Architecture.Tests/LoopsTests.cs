using System.Text.RegularExpressions;
using Microsoft.Extensions.Hosting;
using ServiceLevelDashboard.Analytics.Background;

namespace ServiceLevelDashboard.Architecture.Tests;

/// <summary>Whatever works in the background is a <see cref="PeriodicService"/>, which nothing that a turn throws can end.</summary>
public sealed partial class LoopsTests
{
    [Fact]
    public void Services_InTheBackground_ArePeriodic()
    {
        var services = Repository.Assemblies().SelectMany(static assembly => assembly.GetTypes())
            .Where(static type => type.IsAssignableTo(typeof(IHostedService))).ToList();

        Assert.True(services.Count > 10, $"only {services.Count} services were found");
        Assert.DoesNotContain(services, static type => !type.IsAssignableTo(typeof(PeriodicService)));
    }

    [Fact]
    public void Source_Loops_HaveNoTimersOfTheirOwn() =>
        Assert.DoesNotContain(Repository.Sources(".cs"), static file => Timers().IsMatch(File.ReadAllText(file)));

    [GeneratedRegex(@"\bPeriodicTimer\b|\bnew (System\.Threading\.)?Timer\(")]
    private static partial Regex Timers();
}
