using System.Collections.Immutable;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Web.Tests.Screens;

/// <summary>Orders and instances in memory, shared by as many instances as a test makes.</summary>
internal sealed class MemoryOrders : IScreenOrders, IInstances
{
    private readonly List<SentOrder> _sent = [];
    private readonly Dictionary<string, InstanceRow> _instances = [];

    public bool IsAway { get; set; }

    public IReadOnlyList<SentOrder> Sent => _sent;

    public Task SendAsync(SentOrder order, CancellationToken cancellationToken)
    {
        Check();
        _sent.Add(order);
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<SentOrder>> ReadSinceAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        Check();
        return Task.FromResult<ImmutableArray<SentOrder>>([.. _sent.Where(o => o.At >= since)]);
    }

    public Task KeepAsync(InstanceRow own, DateTimeOffset forgetBefore, CancellationToken cancellationToken)
    {
        Check();
        foreach (var old in _instances.Values.Where(i => i.SeenAt < forgetBefore).ToList())
        {
            _instances.Remove(old.Id);
        }
        _instances[own.Id] = own;
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<InstanceRow>> ListAsync(CancellationToken cancellationToken)
    {
        Check();
        return Task.FromResult<ImmutableArray<InstanceRow>>([.. _instances.Values]);
    }

    public Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        Check();
        _instances.Remove(id);
        return Task.CompletedTask;
    }

    private void Check()
    {
        if (IsAway)
        {
            throw new ArchiveUnavailableException("away");
        }
    }
}
