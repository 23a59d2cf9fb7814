using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Web.Hardening;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Hardening;

public sealed class ServerCertificateTests : IDisposable
{
    /// <summary>A certificate's key by its name: making one takes longer than a test.</summary>
    private static readonly ConcurrentDictionary<string, RSA> Keys = new();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sld-https-");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 9, 1, 10, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("pem")]
    [InlineData("pem with a password")]
    [InlineData("pfx")]
    public async Task Renewed_FileChanged_IsServedWithoutARestart(string kind)
    {
        var options = Write(kind, "first.example");
        await using var app = await StartAsync(options);
        var endpoint = new Uri(app.Urls.Single());
        Assert.Equal("CN=first.example", await SubjectAsync(endpoint));

        Write(kind, "second.example");
        Assert.Equal("CN=first.example", await SubjectAsync(endpoint)); // looked at a moment ago
        _clock.Advance(ServerCertificate.LooksEvery);
        Assert.Equal("CN=second.example", await SubjectAsync(endpoint));

        await File.WriteAllTextAsync(options.Certificate!, "-----BEGIN CERTIFICATE-----\nhalf", Cancellation);
        _clock.Advance(ServerCertificate.LooksEvery);
        Assert.Equal("CN=second.example", await SubjectAsync(endpoint));
    }

    [Fact]
    public async Task Handshake_OldProtocol_IsRefused()
    {
        await using var app = await StartAsync(Write("pem", "first.example"));

#pragma warning disable SYSLIB0039, CA5397 // the old protocol is what is refused
        await Assert.ThrowsAnyAsync<Exception>(() => SubjectAsync(new Uri(app.Urls.Single()), SslProtocols.Tls11));
#pragma warning restore SYSLIB0039, CA5397
    }

    [Theory]
    [InlineData("absent.pem", null)]
    [InlineData("empty.pem", null)]
    public void Open_UnusableFile_RefusesTheStartAndSaysTheSettings(string certificate, string? key)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "empty.pem"), "");
        var options = new HttpsOptions { Certificate = Path.Combine(_folder.FullName, certificate), Key = key };

        var refused = Assert.Throws<StartRefusedException>(
            () => new ServerCertificate(Options.Create(options), _clock, NullLogger<ServerCertificate>.Instance).Open());

        Assert.Contains(certificate, refused.Message, StringComparison.Ordinal);
        Assert.Contains("Https__Certificate", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private HttpsOptions Write(string kind, string name)
    {
        var rsa = Keys.GetOrAdd(name, static _ => RSA.Create(2048));
        using var certificate = new CertificateRequest($"CN={name}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(_clock.GetUtcNow().AddDays(-1), _clock.GetUtcNow().AddDays(90));
        string Place(string file) => Path.Combine(_folder.FullName, file);
        File.WriteAllText(Place("password"), "a password\n");
        if (kind == "pfx")
        {
            File.WriteAllBytes(Place("server.pfx"), certificate.Export(X509ContentType.Pkcs12, "a password"));
            return new HttpsOptions { Certificate = Place("server.pfx"), PasswordFile = Place("password") };
        }

        File.WriteAllText(Place("server.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Place("server.key"), kind == "pem"
            ? rsa.ExportPkcs8PrivateKeyPem()
            : rsa.ExportEncryptedPkcs8PrivateKeyPem("a password", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000)));
        return new HttpsOptions { Certificate = Place("server.pem"), Key = Place("server.key"), PasswordFile = kind == "pem" ? null : Place("password") };
    }

    private async Task<WebApplication> StartAsync(HttpsOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration().UseUrls("https://127.0.0.1:0");
        builder.Services.AddSingleton(new ServerCertificate(Options.Create(options), _clock, NullLogger<ServerCertificate>.Instance));
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>>(provider => provider.GetRequiredService<ServerCertificate>());
        var app = builder.Build();
        app.Services.GetRequiredService<ServerCertificate>().Open();
        app.Run(context => context.Response.WriteAsync("here"));
        await app.StartAsync(Cancellation);
        return app;
    }

    private static async Task<string> SubjectAsync(Uri endpoint, SslProtocols protocols = SslProtocols.None)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(endpoint.Host, endpoint.Port, Cancellation);
        string? subject = null;
        await using var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "server.example",
                EnabledSslProtocols = protocols,
                RemoteCertificateValidationCallback = (_, certificate, _, _) => (subject = certificate?.Subject) is not null, // signed by itself
            },
            Cancellation)
            .Soon();
        return subject!; // set by the callback, or it would have thrown
    }
}
