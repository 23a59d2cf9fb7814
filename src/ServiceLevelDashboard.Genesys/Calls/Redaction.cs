using System.Text.RegularExpressions;

namespace ServiceLevelDashboard.Genesys.Calls;

/// <summary>
/// Takes secrets out of texts that come from outside: a gateway may echo what it was sent. What stands in the place of a secret
/// (a header, a form field, a member of JSON) goes whatever it is; elsewhere a secret is known by its value, from eight characters
/// on: a shorter one is a part of innocent words. Texts are redacted to be shown; they are compared as they came.
/// </summary>
internal sealed partial class Redaction
{
    private const int MinimumLength = 8;

    private const int MaximumTokens = 6;

    private readonly Lock _lock = new();
    private readonly List<string> _credentials = [];
    private readonly Queue<string> _tokens = new();

    /// <summary>Remembers a secret that lives as long as the client.</summary>
    public void AddCredential(string? secret)
    {
        if (secret is { Length: >= MinimumLength })
        {
            lock (_lock)
            {
                _credentials.Add(secret);
            }
        }
    }

    /// <summary>Remembers a token. Only the latest few are kept: older ones are dead.</summary>
    public void AddToken(string token)
    {
        if (token.Length < MinimumLength)
        {
            return;
        }

        lock (_lock)
        {
            _tokens.Enqueue(token);
            if (_tokens.Count > MaximumTokens)
            {
                _tokens.Dequeue();
            }
        }
    }

    public string Apply(string text)
    {
        lock (_lock)
        {
            text = _credentials.Concat(_tokens).Aggregate(text, static (cleaned, secret) => cleaned.Replace(secret, "***", StringComparison.Ordinal));
        }

        return SecretPlace().Replace(text, "${place}***");
    }

    // "Bearer token specified" is no secret: without the header's name a value needs a digit or a sign that words do not have.
    [GeneratedRegex(
        """(?<place>\bauthorization["']?\s*[:=]\s*["']?(?:(?:basic|bearer)\s+)?|\b(?:client_secret|access_token|refresh_token)["']?\s*[:=]\s*["']?|\b(?:basic|bearer)\s+(?=\S*[\d=+/]))[^\s"'&,;<>]+""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretPlace();
}
