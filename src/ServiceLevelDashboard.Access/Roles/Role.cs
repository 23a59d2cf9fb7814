using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Access.Roles;

/// <summary>What those who have it may do and see. Three are always there and see everything; administrators make others.</summary>
public sealed record Role
{
    /// <summary>How roles are kept; the key is the name that accounts and the configuration know.</summary>
    public static readonly DocumentKind<Role> Kind = new(
        "role", DocumentJson.Of<Role>(), static (key, role) => Problems(key, role), static (key, _) => [new TypedName("name", key, MaximumKeyLength)]);

    /// <summary>The roles that are always there, by key.</summary>
    public static readonly ImmutableSortedDictionary<string, Role> BuiltIn = new[] { Rank.Viewer, Rank.Supervisor, Rank.Administrator }
        .ToImmutableSortedDictionary(KeyOf, static rank => new Role { Rank = rank, SeesEverything = true }, StringComparer.Ordinal);

    private const int MaximumKeyLength = 40;

    /// <summary>What may be done: <see cref="Rank.Viewer"/> or more.</summary>
    public Rank Rank { get; init; } = Rank.Viewer;

    /// <summary>Whether all queues are seen; the rest is not looked at then.</summary>
    public bool SeesEverything { get; init; }

    /// <summary>Ids of the divisions whose queues are seen.</summary>
    public ImmutableArray<string> Divisions { get; init; } = [];

    /// <summary>Keys of the groups whose queues are seen.</summary>
    public ImmutableArray<string> Groups { get; init; } = [];

    /// <summary>The queues that are seen.</summary>
    public ImmutableArray<QueueId> Queues { get; init; } = [];

    /// <summary>The key of the role that is always there for a rank.</summary>
    public static string KeyOf(Rank rank) => rank.ToString().ToLowerInvariant();

    private static ImmutableArray<string> Problems(string key, Role role)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        if (string.IsNullOrWhiteSpace(key)
            || key.Length > MaximumKeyLength || key.Any(c => !char.IsLetterOrDigit(c) && c is not ' ' and not '-' and not '_' and not '.'))
        {
            problems.Add(FormattableString.Invariant($"name is '{key}'; give up to {MaximumKeyLength} letters, digits, spaces, hyphens, dots or underlines."));
        }
        if (BuiltIn.ContainsKey(key))
        {
            problems.Add($"name is '{key}', which is a role that is always there; choose another.");
        }
        if (role.Rank is < Rank.Viewer or > Rank.Administrator)
        {
            problems.Add("rank is none that a person can have; choose viewer, supervisor or administrator.");
        }
        if (!role.SeesEverything && role.Divisions.IsDefaultOrEmpty && role.Groups.IsDefaultOrEmpty && role.Queues.IsDefaultOrEmpty)
        {
            problems.Add("nothing is seen; choose everything, or a division, a group or a queue.");
        }
        return problems.ToImmutable();
    }
}
