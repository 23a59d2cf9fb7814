using ServiceLevelDashboard.Analytics.Instances;

namespace ServiceLevelDashboard.Analytics.Tests;

/// <summary>Leads as long as the test says.</summary>
internal sealed class FakeLeadership : ILeadership, IDisposable
{
    private TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource _ended = new();
    private long _epoch;

    public FakeLeadership(bool leads = true)
    {
        if (leads)
        {
            Begin();
        }
    }

    public event Action? Changed;

    public Term? Current { get; private set; }

    public string? Holder { get; set; } = "this instance";

    public void Begin()
    {
        _ended = new CancellationTokenSource();
        Current = new Term(++_epoch, _ended.Token);
        _begun.TrySetResult();
        Changed?.Invoke();
    }

    public void End()
    {
        Current = null;
        _begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ended.Cancel();
        Changed?.Invoke();
    }

    public void End(Term term)
    {
        if (ReferenceEquals(term, Current))
        {
            End();
        }
    }

    public void Dispose() => _ended.Dispose();

    public async Task<Term> WaitAsync(CancellationToken cancellationToken)
    {
        while (Current is null)
        {
            await _begun.Task.WaitAsync(cancellationToken);
        }
        return Current;
    }
}
