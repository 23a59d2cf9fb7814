using System.Collections.Concurrent;

namespace ServiceLevelDashboard.Chaos;

/// <summary>What must not be, and how often it was; and how often each thing happened that may.</summary>
internal sealed class Findings(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, int> _broken = new();
    private readonly ConcurrentDictionary<string, int> _seen = new();
    private readonly DateTimeOffset _began = clock.GetUtcNow();

    public bool IsEmpty => _broken.IsEmpty;

    /// <summary>Says what goes on, with the time since the start.</summary>
    public void Say(string what) => Console.WriteLine(FormattableString.Invariant($"{(clock.GetUtcNow() - _began).TotalSeconds,7:0.0}  {what}"));

    /// <summary>An invariant does not hold.</summary>
    public void Broken(string what)
    {
        if (_broken.AddOrUpdate(what, 1, static (_, n) => n + 1) == 1)
        {
            Say($"BROKEN  {what}");
        }
    }

    public void Seen(string what) => _seen.AddOrUpdate(what, 1, static (_, n) => n + 1);

    public void Write()
    {
        Console.WriteLine("| what was seen | how often |\n|---|---|");
        foreach (var (what, often) in _seen.OrderBy(static s => s.Key, StringComparer.Ordinal))
        {
            Console.WriteLine($"| {what} | {often:N0} |");
        }
        var broken = string.Join('\n', _broken.Select(static b => $"{b.Value} times: {b.Key}"));
        Console.WriteLine(_broken.IsEmpty ? "\nevery invariant held" : $"\nBROKEN:\n{broken}");
    }
}
