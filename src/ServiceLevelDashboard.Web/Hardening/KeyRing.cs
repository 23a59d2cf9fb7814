using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Web.Hardening;

/// <summary>
/// The keys that protect cookies and forms: in a folder, never in the database, so that a copy of the database opens no door; encrypted by
/// a certificate or a key file where one is named.
/// </summary>
internal static class KeyRing
{
    /// <summary>The folder of the keys. Default <c>keys</c> in the data folder.</summary>
    public const string FolderKey = HardeningOptions.Section + ":KeyFolder";

    /// <summary>A PFX file whose certificate encrypts the keys; its password is in <see cref="PasswordFileKey"/>.</summary>
    public const string CertificateKey = HardeningOptions.Section + ":KeyCertificate";

    /// <summary>A file whose first line is the password of the PFX file.</summary>
    public const string PasswordFileKey = HardeningOptions.Section + ":KeyCertificatePasswordFile";

    /// <summary>A file of at least 32 random bytes that encrypts the keys, for instance of <c>head -c 32 /dev/urandom</c>.</summary>
    public const string FileKey = HardeningOptions.Section + ":KeyFile";

    private const string Application = "ServiceLevelDashboard";

    /// <summary>Adds the keys.</summary>
    /// <param name="builder">The program.</param>
    /// <param name="dataFolder">The data folder, where the keys lie unless another is named.</param>
    /// <exception cref="StartRefusedException">The folder cannot be written to, or what encrypts them cannot be read.</exception>
    public static void AddKeyRing(this WebApplicationBuilder builder, string dataFolder)
    {
        var configuration = builder.Configuration;
        var folder = Path.GetFullPath(
            configuration[FolderKey] is { Length: > 0 } given ? given : Path.Combine(dataFolder, "keys"), builder.Environment.ContentRootPath);
        var protection = builder.Services.AddDataProtection().SetApplicationName(Application);
        if (!WritableFolder.Prepare(folder, Named(FolderKey)))
        {
            // the disk is full: figures are shown all the same, and sign-ins end with the program
            protection.UseEphemeralDataProtectionProvider();
            builder.Services.AddSingleton(CookieNames.In(folder));
            return;
        }

        builder.Services.AddSingleton(CookieNames.In(folder));
        protection.PersistKeysToFileSystem(new DirectoryInfo(folder));
        try
        {
            Encrypt(protection, builder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartRefusedException($"what encrypts the keys cannot be read: {e.Message} {Named(CertificateKey)} names a PFX file, or {Named(FileKey)} a file of at least 32 random bytes.");
        }
    }

    private static void Encrypt(IDataProtectionBuilder protection, WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var (certificate, file) = (configuration[CertificateKey], configuration[FileKey]);
        if (!string.IsNullOrWhiteSpace(certificate))
        {
            var files = new HttpsOptions { Certificate = certificate, PasswordFile = configuration[PasswordFileKey] }.Read();
            protection.ProtectKeysWithCertificate(files.Load().Leaf);
        }
        else if (!string.IsNullOrWhiteSpace(file))
        {
            var encryption = KeyFileEncryption.Of(File.ReadAllBytes(file));
            builder.Services.AddSingleton(encryption);
            builder.Services.Configure<KeyManagementOptions>(keys => keys.XmlEncryptor = encryption);
        }
    }

    private static string Named(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
