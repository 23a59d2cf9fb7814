using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>
/// Counts where what was told differs from what was answered. A change on its way at that moment is no difference: what is told shortly before the question or
/// after the answer
/// is not counted, so a comparison is settled a few seconds after it began. Not safe for several threads at once.
/// </summary>
internal sealed class PushVerification
{
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(5);

    private readonly HashSet<(QueueId, MediaType?)> _suspects = [];
    private DateTimeOffset? _begunAt;
    private int _compared;
    private int _contradictions;

    /// <summary>What was found.</summary>
    public PushChecks Checks { get; private set; } = new(null, 0, 0, 0, 0);

    /// <summary>Whether two comparisons in a row found more than one difference, and more than one in a hundred.</summary>
    public bool IsContradicted => _contradictions >= 2;

    /// <summary>A new connection is judged by itself.</summary>
    public void Restart()
    {
        _begunAt = null;
        _contradictions = 0;
        _suspects.Clear();
    }

    /// <summary>Begins a comparison.</summary>
    public void Begin(DateTimeOffset now)
    {
        _begunAt = now;
        _compared = 0;
        _suspects.Clear();
    }

    /// <summary>Compares one figure.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="media">The media type; null for agents.</param>
    /// <param name="isSame">Whether both say the same.</param>
    /// <param name="changedAt">When it was last told of.</param>
    /// <param name="askedAt">When the question was sent.</param>
    public void Compare(QueueId queue, MediaType? media, bool isSame, DateTimeOffset changedAt, DateTimeOffset askedAt)
    {
        if (changedAt > askedAt - Before)
        {
            return;
        }

        _compared++;
        if (!isSame)
        {
            _suspects.Add((queue, media));
        }
    }

    /// <summary>Something was told: then it was on its way.</summary>
    public void Apply(QueueId queue, MediaType? media)
    {
        if (_begunAt is not null)
        {
            _suspects.Remove((queue, media));
        }
    }

    /// <summary>Ends the comparison when its time is over.</summary>
    public void Settle(DateTimeOffset now)
    {
        if (_begunAt is not { } begunAt || now - begunAt < After)
        {
            return;
        }

        _begunAt = null;
        Checks = new PushChecks(begunAt, _compared, _suspects.Count, Checks.Total + 1, Checks.DifferencesTotal + _suspects.Count);
        _contradictions = _suspects.Count > Math.Max(1, _compared / 100) ? _contradictions + 1 : 0;
        _suspects.Clear();
    }
}
