using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>
/// Writes what the leader has published, for the others. The latest moment alone is kept; parts of it that are as they were written are left out. Costs nothing
/// where there are no others.
/// </summary>
/// <param name="signals">Says whether there are.</param>
/// <param name="live">Where it is written.</param>
/// <param name="writer">Is woken; the rows of a moment are written before its parts.</param>
internal sealed class LiveFeed(ISignals signals, ILiveState live, HistoryWriter writer)
{
    private readonly LiveParts _parts = new();
    private LiveMoment? _latest;

    /// <summary>Whether anybody may follow.</summary>
    public bool IsOn { get; } = signals.HasOthers;

    /// <summary>The latest moment; null before the first.</summary>
    public LiveMoment? Latest => Volatile.Read(ref _latest);

    /// <summary>The number of the last moment that was written; null when this instance has written none since it last followed.</summary>
    public long? Written { get; private set; }

    /// <summary>Notes what was published, and returns at once.</summary>
    public void Note(LiveMoment moment)
    {
        Volatile.Write(ref _latest, moment);
        writer.Wake();
    }

    /// <summary>Another instance's moments are followed: what was noted here is past.</summary>
    /// <param name="followed">The moment that was followed; its parts stand in the archive. Null when that is not known.</param>
    public void Restart(LiveMoment? followed)
    {
        Volatile.Write(ref _latest, null);
        Written = null;
        _parts.Assume(followed);
    }

    /// <summary>Writes a moment, unless it was written before.</summary>
    /// <returns>Whether anything was written.</returns>
    public async Task<bool> WriteAsync(LiveMoment moment, CancellationToken cancellationToken)
    {
        if (moment.Number == Written)
        {
            return false;
        }
        var parts = _parts.ChangedIn(moment);
        await live.WriteAsync(parts, cancellationToken).ConfigureAwait(false);
        _parts.Assume(moment);
        Written = moment.Number;
        return true;
    }
}
