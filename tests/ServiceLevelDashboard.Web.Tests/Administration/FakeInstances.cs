using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Web.Tests.Administration;

/// <summary>Instances as a page sees them.</summary>
internal sealed class FakeInstances : ILeadership, ISignals
{
    public event Action? Changed
    {
        add { }
        remove { }
    }

    public bool HasOthers { get; set; }

    public Term? Current { get; set; } = new(0, CancellationToken.None);

    public string? Holder { get; set; }

    public Task<Term> WaitAsync(CancellationToken cancellationToken) => throw new NotSupportedException(); // pages do not lead

    public void End(Term term) => throw new NotSupportedException(); // likewise

    public IAsyncEnumerable<string> ListenAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<string>();
}
