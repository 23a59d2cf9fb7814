using ServiceLevelDashboard.Analytics.Instances;

namespace ServiceLevelDashboard.Delivery.Tests.RealParts;

/// <summary>The one instance, which leads.</summary>
internal sealed class Leading : ILeadership
{
    public event Action? Changed
    {
        add { }
        remove { }
    }

    public Term? Current { get; } = new(0, CancellationToken.None);

    public string? Holder => "this instance";

    public Task<Term> WaitAsync(CancellationToken cancellationToken) => Task.FromResult(Current!); // set above

    public void End(Term term) => throw new NotSupportedException(); // nobody else writes here
}
