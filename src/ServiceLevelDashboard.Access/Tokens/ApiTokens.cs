using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Access.Tokens;

/// <summary>Makes, knows and revokes tokens.</summary>
/// <param name="book">The tokens that are kept.</param>
/// <param name="clock">The present moment.</param>
public sealed class ApiTokens(DocumentCache<ApiToken> book, TimeProvider clock)
{
    /// <summary>So that whoever finds one in a log or a repository knows what it is.</summary>
    private const string Prefix = "sld_";

    private const int IdLength = 16, SecretBytes = 32;

    private readonly ConcurrentDictionary<string, DateTimeOffset> _usedAt = new(StringComparer.Ordinal);

    /// <summary>All tokens, by name.</summary>
    public IEnumerable<Document<ApiToken>> All => book.All.Values.OrderBy(t => t.Value.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes a token.</summary>
    /// <returns>What came of it, and the token itself, which nobody can see again; null when it was not kept.</returns>
    public async Task<(SaveResult Result, string? Token)> MakeAsync(
        string name, string role, IEnumerable<string> scopes, TimeSpan lasts, Actor who, CancellationToken cancellationToken)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdLength / 2));
        var secret = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(SecretBytes));
        var token = new ApiToken
        {
            Name = name.Trim(),
            Role = role,
            Scopes = [.. scopes.Order(StringComparer.Ordinal)],
            Hash = HashOf(secret),
            MadeBy = who.Name,
            Until = clock.GetUtcNow() + lasts,
        };
        var result = await book.SaveAsync(id, token, expectedVersion: 0, who, cancellationToken);
        return (result, result.IsSaved ? $"{Prefix}{id}_{secret}" : null);
    }

    /// <summary>Revokes a token: the next request that bears it is refused.</summary>
    public Task<SaveResult> RevokeAsync(string id, Actor who, CancellationToken cancellationToken) => book.RemoveAsync(id, who, cancellationToken);

    /// <summary>Whether it is known which tokens there are: not before the archive was read for the first time.</summary>
    public bool AreKnown => book.IsRead;

    /// <summary>The token that a program presents; null when there is none such, or no more.</summary>
    public Document<ApiToken>? Present(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || text[Prefix.Length..].Split('_', 2) is not [{ Length: IdLength } id, var secret])
        {
            return null;
        }
        if (Find(id) is not { } token
            || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(secret)), Encoding.ASCII.GetBytes(token.Value.Hash)))
        {
            return null;
        }
        _usedAt[id] = clock.GetUtcNow();
        return token;
    }

    /// <summary>A token by its id; null when there is none such, or it has run out.</summary>
    public Document<ApiToken>? Find(string id) => book.Find(id) is { } token && clock.GetUtcNow() < token.Value.Until ? token : null;

    /// <summary>When this process last saw a token; null when it has not.</summary>
    public DateTimeOffset? UsedAt(string id) => _usedAt.TryGetValue(id, out var at) ? at : null;

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
