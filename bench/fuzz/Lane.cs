using System.Security.Cryptography;

namespace ServiceLevelDashboard.Fuzz;

/// <summary>One target's work and what came of it.</summary>
internal sealed class Lane(FuzzTarget target, int seed, string folder)
{
    private readonly Coverage _coverage = new();
    private readonly HashSet<string> _faults = new(StringComparer.Ordinal);
    private Fuzzer? _fuzzer;

    /// <summary>How many different faults were found.</summary>
    public int Faults => _faults.Count;

    /// <summary>Tries inputs for a while.</summary>
    public void Work(TimeSpan time)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < time)
        {
            try
            {
                _fuzzer ??= new Fuzzer(target, seed, _coverage) { Current = Path.Combine(folder, "current") };
                _fuzzer.Step();
            }
            catch (FuzzFaultException e)
            {
                Note(e);
            }
        }
    }

    /// <summary>Writes the short inputs that passed new ways.</summary>
    public void Keep()
    {
        var into = Directory.CreateDirectory(Path.Combine(folder, target.Name)).FullName;
        foreach (var input in _fuzzer?.Known ?? [])
        {
            File.WriteAllBytes(Path.Combine(into, Convert.ToHexStringLower(SHA256.HashData(input))[..12]), input);
        }
    }

    public override string ToString() => FormattableString.Invariant(
        $"| {target.Name} | {_fuzzer?.Runs:N0} | {_coverage.Count:N0} | {_fuzzer?.Known.Count:N0} | {_fuzzer?.Longest.TotalMilliseconds:0} ms | {Faults} |");

    private void Note(FuzzFaultException fault)
    {
        var where = fault.InnerException?.StackTrace?.Split('\n')
            .FirstOrDefault(static line => line.Contains("ServiceLevelDashboard", StringComparison.Ordinal))?.Trim();
        if (_faults.Add($"{fault.InnerException?.GetType().Name} {where}"))
        {
            Console.WriteLine($"FAULT {fault.Message[..Math.Min(300, fault.Message.Length)]}\n{fault.InnerException}");
            File.WriteAllBytes(Path.Combine(folder, $"fault-{target.Name}-{Faults}"), fault.Input);
        }
        if (_fuzzer is null)
        {
            throw fault; // what it begins with is a fault already
        }
    }
}
