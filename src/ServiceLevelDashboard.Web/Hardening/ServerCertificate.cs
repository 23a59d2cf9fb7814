using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Web.Hardening;

/// <summary>
/// The certificate of this server. A renewed file is taken up within <see cref="LooksEvery"/> for new connections, without a restart and
/// without ending the open ones; a file that cannot be used leaves the old certificate in force.
/// </summary>
internal sealed partial class ServerCertificate(
    IOptions<HttpsOptions> options, TimeProvider clock, ILogger<ServerCertificate> logger) : IConfigureOptions<KestrelServerOptions>
{
    /// <summary>How often the files are looked at, when anybody connects.</summary>
    public static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    private readonly Lock _one = new();
    private CertificateFiles? _files;
    private SslStreamCertificateContext? _context;
    private DateTimeOffset _lookedAt;

    /// <inheritdoc/>
    public void Configure(KestrelServerOptions kestrel)
    {
        if (!options.Value.IsGiven)
        {
            return;
        }
        kestrel.ConfigureHttpsDefaults(https =>
        {
            https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            https.ClientCertificateMode = ClientCertificateMode.NoCertificate;
            https.ServerCertificateSelector = (_, _) => Current().TargetCertificate;
            https.OnAuthenticate = (_, handshake) =>
            {
                // the context holds the chain, which the selected certificate alone would not
                handshake.ServerCertificateSelectionCallback = null;
                handshake.ServerCertificateContext = Current();
            };
        });
    }

    /// <summary>Reads the files once, before anything listens.</summary>
    /// <exception cref="StartRefusedException">They cannot be used.</exception>
    public void Open()
    {
        if (!options.Value.IsGiven)
        {
            return;
        }
        try
        {
            Take(options.Value.Read());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new StartRefusedException(
                $"the certificate {options.Value.Certificate} cannot be used: {e.Message} "
                + "Https__Certificate names a PEM file with its chain (and Https__Key its key) or a PFX file; Https__PasswordFile a file with the password.");
        }
    }

    private SslStreamCertificateContext Current()
    {
        lock (_one)
        {
            var now = clock.GetUtcNow();
            if (now - _lookedAt >= LooksEvery)
            {
                LookAgain();
            }
            return _context ?? throw new InvalidOperationException("The certificate was not opened.");
        }
    }

    private void LookAgain()
    {
        try
        {
            _lookedAt = clock.GetUtcNow();
            var files = options.Value.Read();
            if (!files.IsSame(_files))
            {
                Take(files);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            // half written, perhaps: the old certificate goes on, and the next look may do
            Log.NotTaken(logger, options.Value.Certificate, e.GetType().Name);
        }
    }

    private void Take(CertificateFiles files)
    {
        var (leaf, chain) = files.Load();
        _context = SslStreamCertificateContext.Create(leaf, chain, offline: true);
        (_files, _lookedAt) = (files, clock.GetUtcNow());
        Log.Taken(logger, leaf.Subject, leaf.NotAfter.ToUniversalTime());
        if (leaf.NotAfter.ToUniversalTime() < clock.GetUtcNow().UtcDateTime + Soon)
        {
            Log.EndsSoon(logger, leaf.Subject, leaf.NotAfter.ToUniversalTime());
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "HTTPS is served as {Subject}, valid until {Until:yyyy-MM-dd HH:mm} UTC")]
        public static partial void Taken(ILogger logger, string subject, DateTime until);

        [LoggerMessage(
            2, LogLevel.Warning, "The certificate of {Subject} ends on {Until:yyyy-MM-dd HH:mm} UTC: renew its file; it is taken up without a restart.")]
        public static partial void EndsSoon(ILogger logger, string subject, DateTime until);

        [LoggerMessage(3, LogLevel.Error, "The changed certificate {File} cannot be used ({Problem}); the old one stays in force.")]
        public static partial void NotTaken(ILogger logger, string? file, string problem);
    }
}
