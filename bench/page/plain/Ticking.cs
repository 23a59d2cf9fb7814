using System.Collections.Immutable;
using System.Globalization;

namespace ServiceLevelDashboard.PlainTiles;

/// <summary>What a tile shows.</summary>
/// <param name="Name">The queue.</param>
/// <param name="Level">The day's level, as a ratio.</param>
/// <param name="Recent">The last 30 minutes, likewise.</param>
/// <param name="Offered">What came.</param>
/// <param name="Answered">What was answered.</param>
/// <param name="Waiting">Who waits.</param>
/// <param name="Longest">The longest wait.</param>
/// <param name="Points">The day as a line.</param>
public sealed record Figures(string Name, double Level, double Recent, int Offered, int Answered, int Waiting, TimeSpan Longest, string Points)
{
    /// <summary>What is promised.</summary>
    public const double Target = 0.8;
}

/// <summary>Figures that change by the clock.</summary>
public sealed class Ticking : IDisposable
{
    private readonly ITimer _timer;
    private readonly int _oneIn;
    private int _turn;

    /// <summary>Starts them.</summary>
    public Ticking(TimeProvider clock, TimeSpan period, int queues, int oneIn, int intervals)
    {
        _oneIn = oneIn;
        Queues = [.. Enumerable.Range(0, queues).Select(i => new Figures(
            $"Queue {i:00} of the centre", 0.7 + (i % 30 / 100.0), 0.75, 400 + i, 380 + i, i % 9, TimeSpan.FromSeconds(20 + i), Line(i, intervals)))];
        _timer = clock.CreateTimer(_ => Tick(), null, period, period);
    }

    /// <summary>Tells that they have changed.</summary>
    public event EventHandler? Changed;

    /// <summary>The figures now.</summary>
    public ImmutableArray<Figures> Queues { get; private set; }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private static string Line(int queue, int intervals) => string.Join(
        ' ', Enumerable.Range(0, intervals).Select(x => string.Create(CultureInfo.InvariantCulture, $"{x * 2},{20 + (10 * Math.Sin(queue + (x / 5.0))):F1}")));

    private void Tick()
    {
        _turn++;
        Queues = [.. Queues.Select((queue, i) => (i + _turn) % _oneIn != 0 ? queue : queue with
        {
            Level = 0.7 + ((i + _turn) % 300 / 1000.0),
            Recent = 0.7 + ((i + (3 * _turn)) % 300 / 1000.0),
            Offered = queue.Offered + 3,
            Answered = queue.Answered + 2,
            Waiting = (i + _turn) % 9,
            Longest = TimeSpan.FromSeconds(20 + ((i + _turn) % 60)),
        })];
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
