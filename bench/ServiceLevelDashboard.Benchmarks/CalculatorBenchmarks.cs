using BenchmarkDotNet.Attributes;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Benchmarks;

/// <summary>One service level of one row, by formula and threshold; the last of the thresholds lies between two edges.</summary>
public class CalculatorBenchmarks
{
    private readonly ContactCounts _counts = Day.Counts(7, 40);
    private ServiceLevelDefinition _definition = ServiceLevelDefinition.Default;
    private TimeSpan? _threshold;

    [Params(ServiceLevelFormula.Genesys, ServiceLevelFormula.AbandonsNegative, ServiceLevelFormula.AbandonedWithinExcluded)]
    public ServiceLevelFormula Formula { get; set; }

    [Params(20, 25)]
    public int Seconds { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _definition = new ServiceLevelDefinition(Formula);
        _threshold = TimeSpan.FromSeconds(Seconds);
    }

    [Benchmark]
    public ServiceLevelBounds Compute() => ServiceLevelCalculator.Compute(_counts, _definition, _threshold);
}
