using System.Text.Json;

namespace ServiceLevelDashboard.Simulator.Wire;

/// <summary>
/// The filter of an analytics query: <c>and</c> or <c>or</c> over predicates and clauses, where a clause is again <c>and</c> or <c>or</c> over predicates. Two
/// levels, no more.
/// </summary>
internal sealed class Filter
{
    private readonly bool _all;
    private readonly IReadOnlyList<Filter> _clauses;
    private readonly IReadOnlyList<Predicate> _predicates;

    private Filter(bool all, IReadOnlyList<Filter> clauses, IReadOnlyList<Predicate> predicates) =>
        (_all, _clauses, _predicates) = (all, clauses, predicates);

    private enum Operator
    {
        Matches,
        Exists,
        NotExists,
    }

    public int PredicateCount => _predicates.Count + _clauses.Sum(clause => clause.PredicateCount);

    /// <summary>Reads the <c>filter</c> of a query; null when it has none.</summary>
    /// <exception cref="WireException">400: not the grammar, an unknown dimension, or more predicates than the limit.</exception>
    public static Filter? Of(JsonElement query, IReadOnlySet<string> dimensions, int? mostPredicates)
    {
        if (!query.TryGetProperty("filter", out var filter) || filter.ValueKind == JsonValueKind.Null)
        {
            return null;
        }
        var read = Read(JsonRequest.Object(filter, "filter"), dimensions, clausesAllowed: true);
        if (read.PredicateCount > mostPredicates)
        {
            throw WireException.BadRequest(FormattableString.Invariant($"filter has {read.PredicateCount} predicates; at most {mostPredicates} are allowed."));
        }
        return read;
    }

    /// <summary>Whether a dimension is named anywhere in it.</summary>
    public bool Names(string dimension) =>
        _predicates.Any(predicate => predicate.Dimension == dimension) || _clauses.Any(clause => clause.Names(dimension));

    /// <summary>Whether something passes.</summary>
    /// <param name="valueOf">The value of a dimension, or null when the thing has none.</param>
    public bool Passes(Func<string, string?> valueOf) => _all
        ? _predicates.All(predicate => Passes(predicate, valueOf)) && _clauses.All(clause => clause.Passes(valueOf))
        : PredicateCount == 0 || _predicates.Any(predicate => Passes(predicate, valueOf)) || _clauses.Any(clause => clause.Passes(valueOf));

    private static bool Passes(Predicate predicate, Func<string, string?> valueOf)
    {
        var value = valueOf(predicate.Dimension);
        return predicate.Operator switch
        {
            Operator.Exists => value is not null,
            Operator.NotExists => value is null,
            _ => value is not null && string.Equals(value, predicate.Value, StringComparison.OrdinalIgnoreCase),
        };
    }

    private static Filter Read(JsonElement node, IReadOnlySet<string> dimensions, bool clausesAllowed)
    {
        // Upper case works too: an official tutorial sends it.
        var type = JsonRequest.RequiredText(node, "type");
        var all = string.Equals(type, "and", StringComparison.OrdinalIgnoreCase);
        if (!all && !string.Equals(type, "or", StringComparison.OrdinalIgnoreCase))
        {
            throw WireException.BadRequest($"'{type}' is not a valid filter type; expected 'and' or 'or'.");
        }
        var clauses = JsonRequest.Items(node, "clauses");
        if (clauses.Count > 0 && !clausesAllowed)
        {
            throw WireException.BadRequest("A clause cannot have clauses.");
        }
        return new Filter(
            all,
            [.. clauses.Select(clause => Read(JsonRequest.Object(clause, "clause"), dimensions, clausesAllowed: false))],
            [.. JsonRequest.Items(node, "predicates").Select(predicate => ReadPredicate(JsonRequest.Object(predicate, "predicate"), dimensions))]);
    }

    private static Predicate ReadPredicate(JsonElement node, IReadOnlySet<string> dimensions)
    {
        var type = JsonRequest.Text(node, "type") ?? "dimension";
        if (type != "dimension")
        {
            throw WireException.BadRequest($"Predicates of type '{type}' are not supported here.");
        }
        var dimension = JsonRequest.RequiredText(node, "dimension");
        if (!dimensions.Contains(dimension))
        {
            throw WireException.BadRequest($"'{dimension}' is not a valid filter dimension.");
        }
        return (JsonRequest.Text(node, "operator") ?? "matches") switch
        {
            "matches" => new Predicate(dimension, Operator.Matches, JsonRequest.RequiredText(node, "value")),
            "exists" => new Predicate(dimension, Operator.Exists, null),
            "notExists" => new Predicate(dimension, Operator.NotExists, null),
            var other => throw WireException.BadRequest($"'{other}' is not a valid operator; expected matches, exists or notExists."),
        };
    }

    private sealed record Predicate(string Dimension, Operator Operator, string? Value);
}
