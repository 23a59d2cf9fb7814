using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Access.Tokens;

/// <summary>A program's key to the API as it is kept: never the secret, only its hash.</summary>
public sealed record ApiToken
{
    /// <summary>May list the queues.</summary>
    public const string QueuesScope = "queues";

    /// <summary>May ask for reports.</summary>
    public const string ReportScope = "report";

    /// <summary>May read the figures of now, as Prometheus does.</summary>
    public const string MetricsScope = "metrics";

    /// <summary>Longest name, in characters.</summary>
    public const int MaximumNameLength = 60;

    /// <summary>How tokens are kept, each under its id.</summary>
    public static readonly DocumentKind<ApiToken> Kind = new(
        "api-token", DocumentJson.Of<ApiToken>(), static (_, token) => Problems(token),
        static (_, token) => [new TypedName("name", token.Name, MaximumNameLength)]);

    /// <summary>All scopes.</summary>
    public static ImmutableArray<string> AllScopes { get; } = [QueuesScope, ReportScope, MetricsScope];

    /// <summary>What it is for, as its maker calls it.</summary>
    public required string Name { get; init; }

    /// <summary>The role whose visibility it has; of the role's rank it has the right to look alone.</summary>
    public required string Role { get; init; }

    /// <summary>What it may ask for.</summary>
    public required ImmutableArray<string> Scopes { get; init; }

    /// <summary>SHA-256 of the secret; with 256 random bits there is nothing to guess that a slower hash would protect.</summary>
    public required string Hash { get; init; }

    /// <summary>Who made it.</summary>
    public required string MadeBy { get; init; }

    /// <summary>From when on it is refused.</summary>
    public required DateTimeOffset Until { get; init; }

    private static ImmutableArray<string> Problems(ApiToken token)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        if (string.IsNullOrWhiteSpace(token.Name) || token.Name.Length > MaximumNameLength)
        {
            problems.Add(FormattableString.Invariant($"name must be 1 to {MaximumNameLength} characters."));
        }
        if (token.Scopes.IsDefaultOrEmpty || token.Scopes.Except(AllScopes).Any())
        {
            problems.Add($"scopes must name at least one of {string.Join(", ", AllScopes)}.");
        }
        return problems.ToImmutable();
    }
}
