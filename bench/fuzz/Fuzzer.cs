namespace ServiceLevelDashboard.Fuzz;

/// <summary>Runs one target on mutated inputs; keeps those that came where none came before.</summary>
public sealed class Fuzzer
{
    /// <summary>Processor time and memory that no input of this length may need.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(2);
    private const long MostBytes = 256L * 1024 * 1024;

    private readonly FuzzTarget _target;
    private readonly Mutator _mutator;
    private readonly Coverage? _coverage;
    private readonly List<byte[]> _known;

    /// <summary>Takes a target and what it begins with.</summary>
    /// <param name="target">What is tried.</param>
    /// <param name="seed">Leads to the same inputs each time, as long as the code passes the same ways.</param>
    /// <param name="coverage">Leads to new ways; null when the code does not count them.</param>
    public Fuzzer(FuzzTarget target, int seed, Coverage? coverage = null)
    {
        (_target, _coverage) = (target, coverage);
        _mutator = new Mutator(new Random(seed), target);
        _known = [.. target.Corpus()];
        foreach (var first in _known)
        {
            Try(first);
        }
    }

    /// <summary>Where each input is written before it is tried; null for nowhere.</summary>
    public string? Current { get; init; }

    /// <summary>How many inputs were tried.</summary>
    public int Runs { get; private set; }

    /// <summary>Inputs that were kept: those to begin with, and each that passed a new way.</summary>
    public IReadOnlyList<byte[]> Known => _known;

    /// <summary>The longest run.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>Tries one more input.</summary>
    /// <exception cref="FuzzFaultException">It is a fault; the exception holds the input.</exception>
    public void Step()
    {
        var input = _mutator.Next(_known);
        if (Try(input))
        {
            _known.Add(input);
        }
    }

    private bool Try(byte[] input)
    {
        if (Current is { } file)
        {
            File.WriteAllBytes(file, input);
        }
        var took = Run(input, out var bytes);
        for (var again = 0; took > LongestRun && again < 2; again++)
        {
            took = Run(input, out bytes); // the machine may have been busy
        }
        Longest = took > Longest ? took : Longest;
        Runs++;
        return took > LongestRun ? throw new FuzzFaultException(_target, input, $"it took {took.TotalSeconds:0.0} s", null)
            : bytes > MostBytes ? throw new FuzzFaultException(_target, input, $"it took {bytes / 1024 / 1024} MB", null)
            : _coverage?.Add() ?? false;
    }

    private TimeSpan Run(byte[] input, out long bytes)
    {
        if (_coverage is not null)
        {
            Coverage.Begin();
        }
        var (began, before) = (TimeProvider.System.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        try
        {
            _target.Run(input);
        }
        catch (Exception e) // whatever it is: that is what is looked for
        {
            throw new FuzzFaultException(_target, input, e.GetType().Name, e);
        }
        bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return TimeProvider.System.GetElapsedTime(began);
    }
}

/// <summary>An input that the program did not take as it should.</summary>
public sealed class FuzzFaultException(FuzzTarget target, byte[] input, string what, Exception? inner)
    : Exception($"{target.Name}: {what}, input {Convert.ToBase64String(input)}", inner)
{
    /// <summary>What was given.</summary>
    public byte[] Input => input;
}
