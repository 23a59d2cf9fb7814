using ServiceLevelDashboard.Fuzz;

namespace ServiceLevelDashboard.Web.Tests.Hardening;

/// <summary>The short form of <c>bench/fuzz</c>: its corpus, and some hundred inputs made of it, the same each time.</summary>
public sealed class FuzzTests
{
    public static TheoryData<string> Targets => [.. FuzzTarget.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Run_CorpusAndWhatIsMadeOfIt_IsReadOrRefusedAsDocumented(string name)
    {
        var target = FuzzTarget.All.Single(t => t.Name == name);
        var fuzzer = new Fuzzer(target, seed: 14);

        for (var i = 0; i < 150; i++)
        {
            fuzzer.Step();
        }

        Assert.True(fuzzer.Runs > 150);
    }

    [Fact]
    public void Step_ATargetThatFails_SaysWhatItWasGiven()
    {
        var brittle = FuzzTarget.All[0] with { Run = bytes => Assert.True(bytes.Length < 40) };

        var e = Assert.Throws<FuzzFaultException>(() => new Fuzzer(brittle, seed: 14));

        Assert.Contains(Convert.ToBase64String(e.Input), e.Message, StringComparison.Ordinal);
    }
}
