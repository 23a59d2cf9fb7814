using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Tests.History;

namespace ServiceLevelDashboard.Analytics.Tests.Instances;

/// <summary>
/// What several instances share of an archive in memory: leases by its own clock, parts of the present, and its refusal of writes under an old epoch.
/// </summary>
internal sealed class SharedArchive : ILeases, ILiveState, ISignals
{
    private readonly Dictionary<string, (string Holder, long Epoch, DateTimeOffset Until)> _leases = [];
    private readonly Dictionary<string, LivePart> _parts = [];
    private readonly TimeProvider _clock;

    public SharedArchive(TimeProvider clock)
    {
        _clock = clock;
        Rows.Guard = Check;
    }

    /// <summary>Rows, queues and documents.</summary>
    public FakeDurableArchive Rows { get; } = new();

    public bool HasOthers => true;

    /// <summary>Every write that was taken, with the epoch that it was made under.</summary>
    public List<(string What, long Epoch)> Writes { get; } = [];

    /// <summary>The names of the parts that the last write wrote.</summary>
    public ImmutableArray<string> LastParts { get; private set; } = [];

    public IReadOnlyDictionary<string, LivePart> Parts => _parts;

    public Task<Lease> TakeAsync(string name, string holder, TimeSpan length, CancellationToken cancellationToken)
    {
        Available();
        var now = _clock.GetUtcNow();
        if (!_leases.TryGetValue(name, out var standing))
        {
            standing = (holder, 1, now + length);
        }
        else if (standing.Holder == holder && standing.Until > now)
        {
            standing.Until = now + length;
        }
        else if (standing.Until <= now)
        {
            standing = (holder, standing.Epoch + 1, now + length);
        }
        _leases[name] = standing;
        return Task.FromResult(new Lease(standing.Holder, standing.Epoch));
    }

    public Task ReleaseAsync(string name, string holder, CancellationToken cancellationToken)
    {
        Available();
        if (_leases.TryGetValue(name, out var standing) && standing.Holder == holder)
        {
            _leases[name] = standing with { Until = DateTimeOffset.MinValue };
        }
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<LivePart>> ReadAsync(long after, CancellationToken cancellationToken)
    {
        Available();
        return Task.FromResult<ImmutableArray<LivePart>>([.. _parts.Values.Where(part => part.Version > after)]);
    }

    public Task WriteAsync(ImmutableArray<LivePart> parts, CancellationToken cancellationToken)
    {
        Available();
        Check("parts");
        foreach (var part in parts)
        {
            _parts[part.Name] = part;
        }
        LastParts = [.. parts.Select(static part => part.Name)];
        return Task.CompletedTask;
    }

    /// <summary>Silent: whoever follows looks.</summary>
    public IAsyncEnumerable<string> ListenAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<string>();

    private void Available()
    {
        if (Rows.IsAway)
        {
            throw new ArchiveUnavailableException("The database is away.");
        }
    }

    private void Check(string what)
    {
        if (Fence.Current is { } fence)
        {
            if (_leases[fence.Name].Epoch != fence.Epoch)
            {
                throw new LeaseLostException(fence.Name);
            }
            Writes.Add((what, fence.Epoch));
        }
    }
}
