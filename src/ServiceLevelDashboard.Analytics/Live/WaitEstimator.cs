namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>
/// Since when the contacts of one queue and media type wait, as far as counts tell. Who waits longest is reckoned as if the first to come were the first to be
/// served: a count
/// that rises adds to the end, one that falls takes from the front. What the contact centre says itself goes before that. Worked: one waits since 10:00, at
/// 10:05 two wait, at
/// 10:06 one: the longest wait began at 10:05.
/// </summary>
internal sealed class WaitEstimator
{
    private readonly List<(DateTimeOffset? Since, int Count)> _runs = [];
    private DateTimeOffset? _told;
    private int _waiting;

    /// <summary>A line of which the longest wait is known.</summary>
    /// <param name="waiting">Contacts waiting.</param>
    /// <param name="longest">The longest wait, or null when it is not known.</param>
    /// <param name="at">When it was so.</param>
    public static WaitEstimator Of(int waiting, TimeSpan? longest, DateTimeOffset at)
    {
        var line = new WaitEstimator { _waiting = waiting };
        if (waiting > 0 && longest is { } known)
        {
            line._runs.Add((at - known, 1));
            // They came after the first and before now; at least since now they wait.
            line.Add(at, waiting - 1);
        }
        else
        {
            line.Add(null, waiting);
        }

        return line;
    }

    /// <summary>Since when the one that waits longest has waited; null when none waits or it is not known.</summary>
    public DateTimeOffset? Since => _told ?? (_runs.Count > 0 ? _runs[0].Since : null);

    /// <summary>The count has changed.</summary>
    /// <param name="waiting">Contacts waiting now.</param>
    /// <param name="told">Since when the one that waits longest has waited, where the contact centre says so.</param>
    /// <param name="at">When.</param>
    public void Change(int waiting, DateTimeOffset? told, DateTimeOffset at)
    {
        if (waiting < _waiting)
        {
            _told = null;
            Take(_waiting - waiting);
        }
        else
        {
            Add(at, waiting - _waiting);
        }

        _waiting = waiting;
        _told = waiting == 0 ? null : told ?? _told;
    }

    private void Add(DateTimeOffset? since, int count)
    {
        if (count > 0)
        {
            _runs.Add((since, count));
        }
    }

    private void Take(int count)
    {
        while (count > 0 && _runs.Count > 0)
        {
            var (since, there) = _runs[0];
            if (there > count)
            {
                _runs[0] = (since, there - count);
                return;
            }

            count -= there;
            _runs.RemoveAt(0);
        }
    }
}
