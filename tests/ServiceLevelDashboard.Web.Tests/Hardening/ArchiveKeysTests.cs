using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ServiceLevelDashboard.Storage;
using ServiceLevelDashboard.Web.Hardening;
using ServiceLevelDashboard.Web.Hosting;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Hardening;

/// <summary>The keys of cookies in PostgreSQL.</summary>
public sealed class ArchiveKeysTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sld-keys-");
    private readonly List<ServiceProvider> _instances = [];
    private EmptyDatabase? _database;

    private string Secret => Path.Combine(_folder.FullName, "secret");

    public ValueTask InitializeAsync()
    {
        File.WriteAllBytes(Secret, RandomNumberGenerator.GetBytes(32));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in _instances)
        {
            await instance.DisposeAsync();
        }
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
        _folder.Remove();
    }

    [Fact]
    public async Task Keys_OfOneInstance_AreReadByAnotherAndLieInTheDatabaseEncrypted()
    {
        var sealedText = Protector(Instance()).Protect("figures");

        Assert.Equal("figures", Protector(Instance()).Unprotect(sealedText));
        var kept = Assert.Single(await _database!.AskAsync("SELECT \"Xml\" FROM keys"));
        Assert.DoesNotContain("<masterKey", kept, StringComparison.Ordinal);
        Assert.Contains("encryptedByKeyFile", kept, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.FullName, "*.xml", SearchOption.AllDirectories));
    }

    [Fact]
    public void Keys_WithTheDatabaseAlone_OpenNothing()
    {
        var sealedText = Protector(Instance()).Protect("figures");
        var stolen = Path.Combine(_folder.FullName, "another");
        File.WriteAllBytes(stolen, RandomNumberGenerator.GetBytes(32));

        var thief = Protector(Instance((KeyRing.FileKey, stolen)));

        Assert.ThrowsAny<CryptographicException>(() => thief.Unprotect(sealedText));
    }

    [Fact]
    public void Keys_ByACertificate_AreReadByAnotherInstance()
    {
        var (file, password) = (Path.Combine(_folder.FullName, "keys.pfx"), Path.Combine(_folder.FullName, "password"));
        using var rsa = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=keys", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero));
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12, "a password"));
        File.WriteAllText(password, "a password");
        (string, string)[] named = [(KeyRing.CertificateKey, file), (KeyRing.PasswordFileKey, password)];
        var one = Instance(named);

        Assert.Equal("figures", Protector(Instance(named)).Unprotect(Protector(one).Protect("figures")));
        Assert.Matches("^sld-session-[0-9a-f]{8}$", one.GetRequiredService<CookieNames>().Session);
    }

    [Fact]
    public void Cookies_OfBothInstances_HaveTheNamesThatFollowFromTheKeyFile()
    {
        var names = Instance().GetRequiredService<CookieNames>().Session;

        Assert.Matches("^sld-session-[0-9a-f]{8}$", names);
        Assert.Equal(names, Instance().GetRequiredService<CookieNames>().Session);
        Assert.DoesNotContain(names[^8..], Convert.ToHexStringLower(File.ReadAllBytes(Secret)), StringComparison.Ordinal);
        File.WriteAllBytes(Secret, RandomNumberGenerator.GetBytes(32));
        Assert.NotEqual(names, Instance().GetRequiredService<CookieNames>().Session);
    }

    [Fact]
    public async Task Key_MadeByAnotherInstance_IsNoticedAndUsed()
    {
        var (one, other) = (Instance(), Instance());
        var watch = other.GetServices<IHostedService>().OfType<KeyWatch>().Single();
        Protector(one).Protect("figures"); // there is a first key
        Protector(other).Protect("figures");
        await watch.TurnAsync(TestContext.Current.CancellationToken);
        var known = other.GetRequiredService<IKeyManager>().GetCacheExpirationToken();
        await watch.TurnAsync(TestContext.Current.CancellationToken);
        Assert.False(known.IsCancellationRequested); // nothing is new

        var key = Rotate(one);
        await watch.TurnAsync(TestContext.Current.CancellationToken);

        Assert.True(known.IsCancellationRequested); // they are read anew before the next use
        Assert.Contains(other.GetRequiredService<IKeyManager>().GetAllKeys(), k => k.KeyId == key);
        Assert.Equal("figures", Protector(other).Unprotect(Protector(one).Protect("figures")));
    }

    [Fact]
    public void Key_ThatIsNotKnown_IsLookedFor()
    {
        var (one, other) = (Instance(), Instance());
        Protector(one).Protect("figures");
        Protector(other).Protect("figures");

        Rotate(one);

        Assert.Equal("figures", Protector(other).Unprotect(Protector(one).Protect("figures")));
    }

    [Theory]
    [InlineData("Archive", "Host=127.0.0.1", "Security__KeyFile", "Security__KeyCertificate")]
    [InlineData("Archive", "", "Storage__PostgreSql", "Security__KeysIn")]
    [InlineData("Database", "Host=127.0.0.1", "Folder", "Archive")]
    public void Keys_ThatMayNotLieThere_RefuseTheStart(string place, string server, string names, string alsoNames)
    {
        var builder = Builder((KeyRing.PlaceKey, place), ("Storage:PostgreSql", server));

        var refused = Assert.Throws<StartRefusedException>(() => builder.AddKeyRing(_folder.FullName));

        Assert.Contains(names, refused.Message, StringComparison.Ordinal);
        Assert.Contains(alsoNames, refused.Message, StringComparison.Ordinal);
    }

    private static Guid Rotate(ServiceProvider instance)
    {
        var now = TimeProvider.System.GetUtcNow(); // the platform has no other clock
        return instance.GetRequiredService<IKeyManager>().CreateNewKey(now, now.AddDays(90)).KeyId;
    }

    private static WebApplicationBuilder Builder(params IEnumerable<(string Key, string Value)> settings) =>
        WebApplication.CreateEmptyBuilder(new WebApplicationOptions { Args = [.. settings.Select(static s => $"--{s.Key}={s.Value}")] });

    private static IDataProtector Protector(ServiceProvider instance) => instance.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    /// <summary>An instance on the test's database; encrypted by the secret unless something else is named.</summary>
    private ServiceProvider Instance(params (string Key, string Value)[] encryption)
    {
        _database ??= new EmptyDatabase();
        var builder = Builder(
        [
            (KeyRing.PlaceKey, KeyRing.InArchive),
            ("Storage:PostgreSql", _database.Connection),
            ("Storage:DataFolder", _folder.FullName),
            .. encryption.Length > 0 ? encryption : [(KeyRing.FileKey, Secret)],
        ]);
        builder.Services.AddLogging();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddStorage(builder.Configuration);
        builder.AddKeyRing(_folder.FullName);
        _instances.Add(builder.Services.BuildServiceProvider());
        return _instances[^1];
    }
}
