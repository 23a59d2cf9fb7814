using System.Security.Cryptography;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Simulator.Push;

/// <summary>All channels that are there. Safe for concurrent use.</summary>
internal sealed class ChannelBook(SimulatorLimits limits, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<PushChannel> _channels = [];

    /// <summary>A new channel. One too many takes the place of the one used longest ago, of those without a connection first.</summary>
    /// <param name="owner">The token of the client.</param>
    public PushChannel Open(string owner)
    {
        var now = time.GetUtcNow();
        var channel = new PushChannel(
            $"streaming-0-{RandomNumberGenerator.GetHexString(24, lowercase: true)}", owner, now + limits.ChannelLifetime)
        { UsedAt = now };
        PushChannel? evicted = null;
        lock (_gate)
        {
            Expire(now);
            if (_channels.Count >= limits.Channels)
            {
                evicted = _channels.OrderBy(candidate => candidate.IsConnected).ThenBy(candidate => candidate.UsedAt).First();
                _channels.Remove(evicted);
            }

            _channels.Add(channel);
        }

        evicted?.End();
        return channel;
    }

    /// <summary>The channel of an id; null when there is none or it has expired.</summary>
    public PushChannel? Find(string id)
    {
        lock (_gate)
        {
            Expire(time.GetUtcNow());
            return _channels.Find(channel => channel.Id == id);
        }
    }

    /// <summary>The channels of one token, or of all tokens of the client.</summary>
    public IReadOnlyList<PushChannel> Of(string? owner)
    {
        lock (_gate)
        {
            Expire(time.GetUtcNow());
            return [.. _channels.Where(channel => owner is null || channel.Owner == owner)];
        }
    }

    /// <summary>Ends a channel before its time; its connection ends by itself.</summary>
    public void Remove(PushChannel channel)
    {
        lock (_gate)
        {
            _channels.Remove(channel);
        }
    }

    private void Expire(DateTimeOffset now)
    {
        foreach (var old in _channels.Where(channel => channel.Expires <= now).ToList())
        {
            _channels.Remove(old);
            old.End();
        }
    }
}
