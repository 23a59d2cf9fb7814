using Microsoft.AspNetCore.DataProtection.Internal;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace ServiceLevelDashboard.Web.Hardening;

/// <summary>
/// The platform's keeper of keys, which can be told that another instance has made one: by itself it reads them again once a day, and on a key that it does not
/// know in its first two minutes alone.
/// </summary>
internal sealed class SharedKeys(IOptions<KeyManagementOptions> options, IActivator activator, ILoggerFactory loggers) : IKeyManager, IDisposable
{
    private readonly XmlKeyManager _keys = new(options, activator, loggers);
    private CancellationTokenSource _expiry = new();

    /// <inheritdoc/>
    public IKey CreateNewKey(DateTimeOffset activationDate, DateTimeOffset expirationDate)
    {
        var key = _keys.CreateNewKey(activationDate, expirationDate);
        Forget();
        return key;
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<IKey> GetAllKeys() => _keys.GetAllKeys();

    /// <inheritdoc/>
    public CancellationToken GetCacheExpirationToken() => Volatile.Read(ref _expiry).Token;

    /// <inheritdoc/>
    public void RevokeKey(Guid keyId, string? reason = null)
    {
        _keys.RevokeKey(keyId, reason);
        Forget();
    }

    /// <inheritdoc/>
    public void RevokeAllKeys(DateTimeOffset revocationDate, string? reason = null)
    {
        _keys.RevokeAllKeys(revocationDate, reason);
        Forget();
    }

    /// <summary>Lets the keys be read again when the next one is needed.</summary>
    public void Forget() => Interlocked.Exchange(ref _expiry, new CancellationTokenSource()).Cancel();

    /// <inheritdoc/>
    public void Dispose() => _expiry.Dispose();
}
