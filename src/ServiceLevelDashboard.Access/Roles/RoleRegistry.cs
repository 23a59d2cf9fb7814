using System.Collections.Concurrent;
using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Access.Roles;

/// <summary>What names of roles allow, by the roles and groups as they are now.</summary>
/// <param name="roles">The roles that administrators made.</param>
/// <param name="groups">The groups that they name.</param>
public sealed class RoleRegistry(DocumentCache<Role> roles, DocumentCache<Group> groups)
{
    private volatile Known _known = new(null, null);

    /// <summary>Told after what some role allows may have changed; do little in it.</summary>
    public event Action? Changed
    {
        add
        {
            roles.Changed += value;
            groups.Changed += value;
        }
        remove
        {
            roles.Changed -= value;
            groups.Changed -= value;
        }
    }

    /// <summary>All roles by key: those that are always there first.</summary>
    public ImmutableArray<(string Key, Role Role)> All =>
    [
        .. Role.BuiltIn.OrderBy(static r => r.Value.Rank).Select(static r => (r.Key, r.Value)),
        .. roles.All.Where(static r => !Role.BuiltIn.ContainsKey(r.Key)).Select(static r => (r.Key, r.Value.Value)),
    ];

    /// <summary>Somebody with some roles: the highest rank, and what any of them sees. A name that no role has allows nothing.</summary>
    public Person PersonOf(Actor actor, ImmutableArray<string> names)
    {
        var known = _known;
        if (known.Roles != roles.All || known.Groups != groups.All)
        {
            _known = known = new Known(roles.All, groups.All);
        }
        var (rank, sees) = known.Allowed.GetOrAdd(string.Join('\n', names), (_, all) => Allow(all), names);
        return new Person(actor, rank, sees) { Roles = names };
    }

    /// <summary>What somebody with some roles sees.</summary>
    public Visibility SeenBy(ImmutableArray<string> names) => PersonOf(Actor.Program, names).Sees;

    /// <summary>Reads roles and groups as they stand.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await roles.RefreshAsync(cancellationToken);
        await groups.RefreshAsync(cancellationToken);
    }

    private (Rank, Visibility) Allow(ImmutableArray<string> names)
    {
        var found = names.Select(Find).OfType<Role>().ToList();
        return found.Count == 0
            ? (Rank.Nobody, Visibility.Nothing)
            : (found.Max(static r => r.Rank), found.Select(SeenBy).Aggregate(static (all, next) => all.Or(next)));
    }

    private Role? Find(string name) => Role.BuiltIn.GetValueOrDefault(name) ?? roles.Find(name)?.Value;

    private Visibility SeenBy(Role role) => role.SeesEverything
        ? Visibility.Everything
        : Visibility.Of(role.Divisions, role.Groups.Select(groups.Find).OfType<Document<Group>>().Select(static g => g.Value), role.Queues);

    /// <summary>What was worked out from the books as they were; both are new objects when they change.</summary>
    private sealed record Known(object? Roles, object? Groups)
    {
        public ConcurrentDictionary<string, (Rank Rank, Visibility Sees)> Allowed { get; } = new(StringComparer.Ordinal);
    }
}
