using System.Collections.Immutable;
using ServiceLevelDashboard.Genesys.Calls;
using ServiceLevelDashboard.Genesys.Wire;

namespace ServiceLevelDashboard.Genesys.Queries;

/// <summary>
/// The metrics that the service refuses for this organisation. One refused metric refuses the whole question, so it is left out
/// of the next ones; after a day it is asked for again, for a licence or a release may have brought it.
/// </summary>
internal sealed class RefusedMetrics(TimeProvider time)
{
    private static readonly TimeSpan AskedAgainAfter = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);

    /// <summary>The metrics that are refused at present, by name.</summary>
    public ImmutableArray<string> Current
    {
        get
        {
            lock (_lock)
            {
                return [.. _until.Where(metric => metric.Value > time.GetUtcNow()).Select(static metric => metric.Key)];
            }
        }
    }

    /// <summary>Those of some metrics that may be asked for.</summary>
    public ImmutableArray<string> Without(ImmutableArray<string> metrics) => metrics.RemoveRange(Current);

    /// <summary>Remembers which of the metrics asked for a refusal names.</summary>
    /// <returns>False when it names none, or one without which there are no figures: then asking without it is no help.</returns>
    public bool Note(RefusedResponseException refusal, ImmutableArray<string> asked)
    {
        var named = refusal.MetricsOf(asked);
        if (named.IsEmpty || named.Any(MetricNames.Essential.Contains))
        {
            return false;
        }

        lock (_lock)
        {
            foreach (var metric in named)
            {
                _until[metric] = time.GetUtcNow() + AskedAgainAfter;
            }
        }

        return true;
    }

    /// <summary>What leaving out those of some metrics costs, one line for each cost.</summary>
    public IEnumerable<string> Notices(ImmutableArray<string> metrics) =>
        from metric in Current.Where(metrics.Contains)
        group metric by MetricNames.CostOf(metric) into refused
        let names = refused.ToArray()
        select $"Genesys Cloud refuses the {(names.Length == 1 ? "metric" : "metrics")} {string.Join(", ", names)} for this organisation: "
            + $"left out, so {refused.Key}. Asked for again after a day.";
}
