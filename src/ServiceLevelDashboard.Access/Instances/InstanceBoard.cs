using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using ServiceLevelDashboard.Access.Ports;

namespace ServiceLevelDashboard.Access.Instances;

/// <summary>This instance and the others on its archive, as far as is known: in memory, to be read at any moment.</summary>
/// <param name="clock">Tells when it started.</param>
public sealed class InstanceBoard(TimeProvider clock)
{
    private static readonly string Version =
        typeof(InstanceBoard).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private volatile IReadOnlyList<Instance> _all = [];
    private int _pages;

    /// <summary>Which this one is.</summary>
    public string Id { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>When it started.</summary>
    public DateTimeOffset Started { get; } = clock.GetUtcNow();

    /// <summary>Live pages that are open here.</summary>
    public int Pages => Volatile.Read(ref _pages);

    /// <summary>The hash of the code on this instance's console; null when it has shown none.</summary>
    public string? SetUp { get; set; }

    /// <summary>All instances, those that started first first; empty where there are no others, or before the first look.</summary>
    public IReadOnlyList<Instance> All => _all;

    /// <summary>Whether a hash is of a code on another instance's console.</summary>
    public bool IsSetUpElsewhere(string hash) => _all.Any(i => i.Row.Id != Id && i.Facts.SetUp is { } other
        && CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(other), System.Text.Encoding.ASCII.GetBytes(hash)));

    /// <summary>Notes that a live page was opened, or closed.</summary>
    public void CountPage(int more) => Interlocked.Add(ref _pages, more);

    /// <summary>This instance as it is to be kept.</summary>
    internal InstanceRow Row(DateTimeOffset now, InstanceFacts facts) =>
        new(Id, FormattableString.Invariant($"{Environment.MachineName} (process {Environment.ProcessId})"), Version, Started, now, facts.Write());

    /// <summary>Takes over what the archive knows.</summary>
    internal void Learn(ImmutableArray<InstanceRow> rows) =>
        _all =
        [
            .. rows.OrderBy(static r => r.Started).ThenBy(static r => r.Id, StringComparer.Ordinal)
                .Select(static r => new Instance(r, InstanceFacts.Read(r.Facts))),
        ];
}

/// <summary>An instance and what it says.</summary>
/// <param name="Row">Which, and when it was seen.</param>
/// <param name="Facts">What it says.</param>
public sealed record Instance(InstanceRow Row, InstanceFacts Facts);
