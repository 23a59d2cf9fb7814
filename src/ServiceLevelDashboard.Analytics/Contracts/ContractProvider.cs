using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Documents;

namespace ServiceLevelDashboard.Analytics.Contracts;

/// <summary>The contract as it is written now.</summary>
public interface IContracts
{
    /// <summary>The contract; the same object until a document changes.</summary>
    Contract Current { get; }
}

/// <summary>Makes the contract of the documents and the configuration.</summary>
/// <param name="settings">The site's days and the configured definition.</param>
/// <param name="targets">The targets.</param>
/// <param name="definitions">The definitions.</param>
/// <param name="groups">The groups.</param>
/// <param name="calendars">The days of each queue's site.</param>
internal sealed class ContractProvider(
    DashboardSettings settings,
    DocumentCache<TargetOverride> targets,
    DocumentCache<DefinitionVersion> definitions,
    DocumentCache<Group> groups,
    Func<IQueueCalendars> calendars) : IContracts
{
    private volatile Reading? _last;

    /// <inheritdoc/>
    public Contract Current
    {
        get
        {
            var (t, d, g, c) = (targets.All, definitions.All, groups.All, calendars());
            var last = _last;
            if (last is not null
                && ReferenceEquals(last.Targets, t) && ReferenceEquals(last.Definitions, d) && ReferenceEquals(last.Groups, g)
                && ReferenceEquals(last.Calendars, c))
            {
                return last.Contract;
            }
            var terms = new ContractTerms(Values(t), Values(d), Values(g));
            last = new Reading(t, d, g, c, new Contract(c, settings.Definition, terms));
            _last = last;
            return last.Contract;
        }
    }

    private static ImmutableDictionary<string, T> Values<T>(ImmutableSortedDictionary<string, Document<T>> documents)
        where T : class =>
        documents.ToImmutableDictionary(static d => d.Key, static d => d.Value.Value);

    /// <summary>What the contract was made of.</summary>
    private sealed record Reading(
        ImmutableSortedDictionary<string, Document<TargetOverride>> Targets,
        ImmutableSortedDictionary<string, Document<DefinitionVersion>> Definitions,
        ImmutableSortedDictionary<string, Document<Group>> Groups,
        IQueueCalendars Calendars,
        Contract Contract);
}
