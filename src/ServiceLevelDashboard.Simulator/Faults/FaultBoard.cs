using ServiceLevelDashboard.Simulator.Chance;

namespace ServiceLevelDashboard.Simulator.Faults;

/// <summary>The faults in force, and the service's own clock, which some of them bend.</summary>
internal sealed class FaultBoard(TimeProvider time, int seed)
{
    private readonly Lock _gate = new();
    private readonly List<Active> _active = [];
    private RandomStream _chance = new(seed, 'F');

    public void Add(Fault fault)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            _active.Add(new Active(fault, now, fault.Count ?? int.MaxValue));
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _active.Clear();
        }
    }

    /// <summary>The faults that are not over, oldest first.</summary>
    public IReadOnlyList<Fault> Current()
    {
        lock (_gate)
        {
            Expire();
            return [.. _active.Select(active => active.Fault.Count is null ? active.Fault : active.Fault with { Count = active.Left })];
        }
    }

    /// <summary>The oldest fault of some kinds that strikes a request, or null; one with a count is used up by it.</summary>
    /// <param name="path">The request's path.</param>
    /// <param name="strikes">Which faults can strike here.</param>
    public Fault? Take(string path, Func<Fault, bool> strikes)
    {
        lock (_gate)
        {
            Expire();
            foreach (var active in _active)
            {
                var fault = active.Fault;
                if (!strikes(fault) || (fault.Path is not null && !path.Contains(fault.Path, StringComparison.OrdinalIgnoreCase)))
                {
                    continue;
                }
                if (fault.Probability < 1 && _chance.Uniform() > fault.Probability)
                {
                    continue;
                }
                active.Left--;
                return fault;
            }

            return null;
        }
    }

    /// <summary>When the last expired-token fault in force began, or null: tokens from before it are no longer accepted.</summary>
    public DateTimeOffset? TokensExpiredAt() => Latest(FaultKind.ExpiredToken)?.Since;

    /// <summary>What the service takes for the present.</summary>
    public DateTimeOffset Now() => time.GetUtcNow() + TimeSpan.FromSeconds(Latest(FaultKind.ClockSkew) is { } skew ? skew.Fault.Value ?? 120 : 0);

    /// <summary>The last instant whose events are visible.</summary>
    public DateTimeOffset Visible()
    {
        var now = Now();
        if (Latest(FaultKind.Pause) is { } pause)
        {
            now -= time.GetUtcNow() - pause.Since;
        }
        return now - TimeSpan.FromMinutes(Latest(FaultKind.LateData) is { } late ? late.Fault.Value ?? 5 : 0);
    }

    /// <summary>Whether a fault is in force.</summary>
    public bool Has(FaultKind kind) => Latest(kind) is not null;

    /// <summary>The number of the last fault of a kind, or null when none is in force.</summary>
    public double? ValueOf(FaultKind kind, double usual) => Latest(kind) is { } active ? active.Fault.Value ?? usual : null;

    /// <summary>The texts of all faults of a kind that are in force; null for one without a text.</summary>
    public IReadOnlyList<string?> TextsOf(FaultKind kind) => [.. Current().Where(fault => fault.Kind == kind).Select(fault => fault.Text)];

    private Active? Latest(FaultKind kind)
    {
        lock (_gate)
        {
            Expire();
            return _active.LastOrDefault(active => active.Fault.Kind == kind);
        }
    }

    private void Expire()
    {
        var now = time.GetUtcNow();
        _active.RemoveAll(active => active.Left <= 0 || now - active.Since >= (active.Fault.Duration ?? TimeSpan.MaxValue));
    }

    private sealed record Active(Fault Fault, DateTimeOffset Since, int Count)
    {
        public int Left { get; set; } = Count;
    }
}
