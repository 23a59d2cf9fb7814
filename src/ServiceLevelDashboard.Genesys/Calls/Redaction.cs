namespace ServiceLevelDashboard.Genesys.Calls;

/// <summary>Takes secrets out of texts that come from outside: a gateway may echo what it was sent.</summary>
internal sealed class Redaction
{
    private readonly Lock _lock = new();
    private readonly Queue<string> _secrets = new();

    /// <summary>Remembers a secret. Only the latest few are kept: older tokens are dead.</summary>
    public void Add(string? secret)
    {
        if (string.IsNullOrEmpty(secret))
        {
            return;
        }
        lock (_lock)
        {
            _secrets.Enqueue(secret);
            if (_secrets.Count > 8)
            {
                // The first two are the credentials, which live as long as the client: keep them, drop the oldest token.
                var kept = _secrets.Take(2).Concat(_secrets.Skip(3)).ToList();
                _secrets.Clear();
                kept.ForEach(_secrets.Enqueue);
            }
        }
    }

    public string Apply(string text)
    {
        lock (_lock)
        {
            return _secrets.Aggregate(text, static (cleaned, secret) => cleaned.Replace(secret, "***", StringComparison.Ordinal));
        }
    }
}
