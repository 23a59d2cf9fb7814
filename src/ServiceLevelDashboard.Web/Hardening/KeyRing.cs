using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Web.Hardening;

/// <summary>
/// The keys that protect cookies and forms: in a folder, encrypted by a certificate or a key file where one is named; or in PostgreSQL for several machines,
/// and never there unless they are encrypted, so that a copy of the database opens no door.
/// </summary>
internal static class KeyRing
{
    /// <summary>Where the keys are: <see cref="InFolder"/> (the default) or <see cref="InArchive"/>.</summary>
    public const string PlaceKey = HardeningOptions.Section + ":KeysIn";

    /// <summary>In a folder, which several processes may share.</summary>
    public const string InFolder = "Folder";

    /// <summary>In PostgreSQL, encrypted.</summary>
    public const string InArchive = "Archive";

    /// <summary>The folder of the keys. Default <c>keys</c> in the data folder.</summary>
    public const string FolderKey = HardeningOptions.Section + ":KeyFolder";

    /// <summary>A PFX file whose certificate encrypts the keys; its password is in <see cref="PasswordFileKey"/>.</summary>
    public const string CertificateKey = HardeningOptions.Section + ":KeyCertificate";

    /// <summary>A file whose first line is the password of the PFX file.</summary>
    public const string PasswordFileKey = HardeningOptions.Section + ":KeyCertificatePasswordFile";

    /// <summary>A file of at least 32 random bytes that encrypts the keys, for instance of <c>head -c 32 /dev/urandom</c>.</summary>
    public const string FileKey = HardeningOptions.Section + ":KeyFile";

    private const string Application = "ServiceLevelDashboard";
    private const int MarkBytes = 4;

    /// <summary>Adds the keys.</summary>
    /// <param name="builder">The program.</param>
    /// <param name="dataFolder">The data folder, where the keys lie unless another is named.</param>
    /// <exception cref="StartRefusedException">The keys cannot be kept there, or what encrypts them cannot be read.</exception>
    public static void AddKeyRing(this WebApplicationBuilder builder, string dataFolder)
    {
        var configuration = builder.Configuration;
        var protection = builder.Services.AddDataProtection().SetApplicationName(Application);
        switch (configuration[PlaceKey])
        {
            case null or "" or InFolder:
                AddFolder(protection, builder, dataFolder);
                break;
            case InArchive:
                AddArchive(protection, builder);
                break;
            case var other:
                throw new StartRefusedException($"{Named(PlaceKey)} is '{other}'; write {InFolder} or {InArchive}.");
        }
    }

    private static void AddFolder(IDataProtectionBuilder protection, WebApplicationBuilder builder, string dataFolder)
    {
        var folder = Path.GetFullPath(
            builder.Configuration[FolderKey] is { Length: > 0 } given ? given : Path.Combine(dataFolder, "keys"), builder.Environment.ContentRootPath);
        var isWritable = WritableFolder.Prepare(folder, Named(FolderKey));
        builder.Services.AddSingleton(CookieNames.In(folder));
        if (!isWritable)
        {
            protection.UseEphemeralDataProtectionProvider(); // the disk is full: figures are shown all the same, and sign-ins end with the program
            return;
        }

        protection.PersistKeysToFileSystem(new DirectoryInfo(folder));
        Encrypt(protection, builder);
    }

    private static void AddArchive(IDataProtectionBuilder protection, WebApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration["Storage:PostgreSql"]))
        {
            throw new StartRefusedException(
                $"{Named(PlaceKey)} is {InArchive}, which needs PostgreSQL: set Storage__PostgreSql, or take it away; the keys are then in a folder.");
        }
        if (Encrypt(protection, builder) is not { } mark)
        {
            throw new StartRefusedException(
                $"{Named(PlaceKey)} is {InArchive}, but nothing encrypts the keys: a copy of the database would open every session. {Named(FileKey)} names a file of at least 32 random bytes, or {Named(CertificateKey)} a PFX file; all instances need the same.");
        }

        builder.Services.AddSingleton(new CookieNames(mark));
        builder.Services.AddSingleton<ArchiveKeys>();
        builder.Services.AddOptions<KeyManagementOptions>().Configure<ArchiveKeys>(static (keys, archive) => keys.XmlRepository = archive);
        builder.Services.AddSingleton<SharedKeys>();
        builder.Services.AddSingleton<IKeyManager>(static provider => provider.GetRequiredService<SharedKeys>());
        builder.Services.AddHostedService<KeyWatch>();
    }

    /// <summary>Encrypts the keys by what is named.</summary>
    /// <returns>A mark of it for the names of cookies, the same wherever the same is named and no help in guessing it; null when nothing is named.</returns>
    private static string? Encrypt(IDataProtectionBuilder protection, WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var (certificate, file) = (configuration[CertificateKey], configuration[FileKey]);
        try
        {
            if (!string.IsNullOrWhiteSpace(certificate))
            {
                var leaf = new HttpsOptions { Certificate = certificate, PasswordFile = configuration[PasswordFileKey] }.Read().Load().Leaf;
                protection.ProtectKeysWithCertificate(leaf);
                return Convert.ToHexStringLower(SHA256.HashData(leaf.RawData).AsSpan(0, MarkBytes));
            }
            if (!string.IsNullOrWhiteSpace(file))
            {
                var secret = File.ReadAllBytes(file);
                var encryption = KeyFileEncryption.Of(secret);
                builder.Services.AddSingleton(encryption);
                builder.Services.Configure<KeyManagementOptions>(keys => keys.XmlEncryptor = encryption);
                return Convert.ToHexStringLower(
                    HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, MarkBytes, info: "service level dashboard: cookie names"u8.ToArray()));
            }
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartRefusedException($"what encrypts the keys cannot be read: {e.Message} {Named(CertificateKey)} names a PFX file, or {Named(FileKey)} a file of at least 32 random bytes.");
        }
    }

    private static string Named(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
