using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Web.Hardening;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Hardening;

public sealed class KeyRingTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sld-keys-");

    private string Keys => Path.Combine(_folder.FullName, "keys");

    [Fact]
    public void Keys_NothingNamed_LieInTheFolderForTheirOwnerAlone()
    {
        var sealedText = Protector().Protect("figures");

        Assert.Equal("figures", Protector().Unprotect(sealedText)); // another process
        Assert.Contains("<masterKey", KeyFile(), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Keys));
        }
    }

    [Fact]
    public void Keys_KeyFileNamed_AreEncryptedByIt()
    {
        var secret = Path.Combine(_folder.FullName, "secret");
        File.WriteAllBytes(secret, RandomNumberGenerator.GetBytes(32));
        var sealedText = Protector(KeyRing.FileKey, secret).Protect("figures");

        Assert.Equal("figures", Protector(KeyRing.FileKey, secret).Unprotect(sealedText));
        Assert.DoesNotContain("<masterKey", KeyFile(), StringComparison.Ordinal);
        File.WriteAllBytes(secret, RandomNumberGenerator.GetBytes(32));
        Assert.ThrowsAny<CryptographicException>(() => Protector(KeyRing.FileKey, secret).Unprotect(sealedText));
    }

    [Fact]
    public void Keys_CertificateNamed_AreEncryptedByIt()
    {
        var (file, password) = (Path.Combine(_folder.FullName, "keys.pfx"), Path.Combine(_folder.FullName, "password"));
        using var rsa = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=keys", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero));
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12, "a password"));
        File.WriteAllText(password, "a password");
        var sealedText = Protector(KeyRing.CertificateKey, file, KeyRing.PasswordFileKey, password).Protect("figures");

        Assert.Equal("figures", Protector(KeyRing.CertificateKey, file, KeyRing.PasswordFileKey, password).Unprotect(sealedText));
        Assert.DoesNotContain("<masterKey", KeyFile(), StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_FolderCannotBeWritten_RefusesTheStart()
    {
        var file = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(file, "in the way");

        var refused = Assert.Throws<StartRefusedException>(() => Protector(KeyRing.FolderKey, Path.Combine(file, "keys")));

        Assert.Contains("Security__KeyFolder", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(28, true)] // ENOSPC: it passes, so the program starts
    [InlineData(30, false)] // EROFS
    public void IsDiskFull_ByTheSystemsNumber_IsAnOutage(int number, bool isFull) =>
        Assert.Equal(isFull, WritableFolder.IsDiskFull(new IOException("", number)));

    [Fact]
    public void Keys_UnusableKeyFile_RefusesTheStart()
    {
        var secret = Path.Combine(_folder.FullName, "short");
        File.WriteAllText(secret, "short");

        Assert.Contains("Security__KeyFile", Assert.Throws<StartRefusedException>(() => Protector(KeyRing.FileKey, secret)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string KeyFile() => File.ReadAllText(Assert.Single(Directory.GetFiles(Keys, "*.xml")));

    private IDataProtector Protector(params string[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { Args = [.. settings.Chunk(2).Select(pair => $"--{pair[0]}={pair[1]}")] });
        builder.AddKeyRing(_folder.FullName);
        return builder.Services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
    }
}
