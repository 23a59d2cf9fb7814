using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Hardening;

/// <summary>The certificate that HTTPS is served with. Section <c>Https</c>.</summary>
internal sealed class HttpsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Https";

    /// <summary>The certificate with its chain: a PEM file, or a PFX file that holds the key too.</summary>
    /// <value>Default: none, and no HTTPS.</value>
    public string? Certificate { get; set; }

    /// <summary>The private key of a PEM certificate, unless it stands in the same file.</summary>
    /// <value>Default: none.</value>
    public string? Key { get; set; }

    /// <summary>A file whose first line is the password of the PFX or of the key.</summary>
    /// <value>Default: none, no password.</value>
    public string? PasswordFile { get; set; }

    /// <summary>Whether a certificate is configured.</summary>
    public bool IsGiven => !string.IsNullOrWhiteSpace(Certificate);

    /// <summary>What the files hold now, as one text that changes when they do.</summary>
    /// <exception cref="IOException">One cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">One may not be read.</exception>
    public CertificateFiles Read() => new(
        File.ReadAllBytes(Certificate!), // given, or nobody asks
        string.IsNullOrWhiteSpace(Key) ? null : FileText.Of(Key, File.ReadAllBytes(Key)),
        string.IsNullOrWhiteSpace(PasswordFile) ? null : FileText.Of(PasswordFile, File.ReadAllBytes(PasswordFile)).ReplaceLineEndings("\n").Split('\n')[0]);
}

/// <summary>The content of the files.</summary>
/// <param name="Certificate">PEM or PFX.</param>
/// <param name="Key">PEM, or null when it is in the certificate's file.</param>
/// <param name="Password">Of the key, or null.</param>
internal sealed record CertificateFiles(byte[] Certificate, string? Key, string? Password)
{
    /// <summary>Whether the same certificate and key are in both.</summary>
    public bool IsSame(CertificateFiles? other) =>
        other is not null && Certificate.AsSpan().SequenceEqual(other.Certificate) && Key == other.Key && Password == other.Password;

    /// <summary>The certificate with its key and the certificates between it and its authority.</summary>
    /// <exception cref="CryptographicException">They do not belong together, or the password is wrong.</exception>
    public (X509Certificate2 Leaf, X509Certificate2Collection Chain) Load()
    {
        var text = System.Text.Encoding.UTF8.GetString(Certificate);
        if (!text.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal))
        {
            var bag = X509CertificateLoader.LoadPkcs12Collection(Certificate, Password);
            var own = bag.FirstOrDefault(c => c.HasPrivateKey) ?? throw new CryptographicException("It holds no private key.");
            bag.Remove(own);
            return (own, bag);
        }

        var leaf = Password is null
            ? X509Certificate2.CreateFromPem(text, Key ?? text)
            : X509Certificate2.CreateFromEncryptedPem(text, Key ?? text, Password);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(text);
        chain.RemoveAt(0); // the leaf itself
        return (leaf, chain);
    }
}
