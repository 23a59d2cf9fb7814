using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Proxies;

/// <summary>One of Debian's proxies with the packaged settings: only names, ports and certificate paths are others, and the one line for a path.</summary>
internal sealed class PackagedProxy : IAsyncDisposable
{
    private static readonly Dictionary<string, string> _programs = new()
    {
        ["nginx"] = "/usr/sbin/nginx",
        ["haproxy"] = "/usr/sbin/haproxy",
        ["caddy"] = "/usr/bin/caddy",
    };

    private const string Name = "CN=localhost";

    /// <summary>A port on which nobody listens.</summary>
    private const int Nobody = 1;

    private readonly string _kind;
    private readonly DirectoryInfo _folder;
    private readonly Process _process;
    private readonly string _settings;

    private PackagedProxy(string kind, DirectoryInfo folder, Process process, string settings, int port) =>
        (_kind, _folder, _process, _settings, Port) = (kind, folder, process, settings, port);

    /// <summary>Where it listens for HTTPS on this machine.</summary>
    public int Port { get; }

    /// <summary>Skips a test where a proxy is absent.</summary>
    public static void SkipWithout(string kind) => Assert.SkipUnless(
        File.Exists(_programs[kind]), $"{kind} is not here. On Debian: apt-get install -y --no-install-recommends {kind}");

    /// <summary>Whether a certificate is the one that a proxy here shows.</summary>
    public static bool IsOwn(X509Certificate? shown) => shown?.Subject == Name;

    /// <summary>Starts it in front of one instance.</summary>
    public static Task<PackagedProxy> StartAsync(string kind, int behind, string path, bool compresses, CancellationToken cancellationToken) =>
        StartAsync(kind, [behind], path, compresses, cancellationToken);

    /// <summary>Starts it in front of one instance, or of three.</summary>
    /// <param name="kind">nginx, haproxy or caddy.</param>
    /// <param name="behind">The instances' ports.</param>
    /// <param name="path">The path below which it lies, or nothing.</param>
    /// <param name="compresses">Whether it compresses event streams, which is not packaged; nginx alone.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<PackagedProxy> StartAsync(string kind, int[] behind, string path, bool compresses, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory($"sld-{kind}-");
        var (http, https) = (LoopbackPort.Free(), LoopbackPort.Free());
        await WriteCertificateAsync(folder.FullName, cancellationToken);
        var file = kind == "caddy" ? "Caddyfile" : kind == "nginx" ? "nginx.conf" : "haproxy.cfg";
        var packaged = await File.ReadAllTextAsync(Path.Combine(RepositoryFolder.FullName, "packaging", file), cancellationToken);
        var settings = Path.Combine(folder.FullName, file);
        await File.WriteAllTextAsync(settings, Adapted(kind, packaged, folder.FullName, http, https, behind, path, compresses), cancellationToken);
        string[] arguments = kind switch
        {
            "nginx" => ["-p", folder.FullName, "-e", "stderr", "-c", settings],
            "haproxy" => ["-W", "-q", "-f", settings],
            _ => ["run", "--adapter", "caddyfile", "--config", settings],
        };
        var start = new ProcessStartInfo(_programs[kind], arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        (start.Environment["HOME"], start.Environment["XDG_DATA_HOME"], start.Environment["XDG_CONFIG_HOME"]) =
            (folder.FullName, folder.FullName, folder.FullName);
        var proxy = new PackagedProxy(kind, folder, Process.Start(start)!, settings, https); // starts or throws
        proxy._process.BeginErrorReadLine();
        proxy._process.BeginOutputReadLine();
        await LoopbackPort.OpensAsync(proxy.Port, proxy._process, cancellationToken);
        return proxy;
    }

    /// <summary>
    /// Loads its settings again, as after a change of a certificate; ends when no process from before takes connections any more: what one takes in its last
    /// moment is closed unanswered, which a browser asks again for and these clients do not.
    /// </summary>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        var before = ListeningSockets.Children(_process.Id).Where(id => ListeningSockets.IsOpen(id, Port)).ToList();
        var id = _process.Id.ToString(CultureInfo.InvariantCulture);
        ProcessStartInfo reload = _kind switch
        {
            "nginx" => new("kill", ["-HUP", id]),
            "haproxy" => new("kill", ["-USR2", id]),
            _ => new(_programs[_kind], ["reload", "--force", "--adapter", "caddyfile", "--config", _settings, "--address", $"unix/{_folder.FullName}/admin"])
            {
                RedirectStandardError = true,
            },
        };
        using var run = Process.Start(reload)!; // starts or throws
        await run.WaitForExitAsync(cancellationToken);
        Assert.Equal(0, run.ExitCode);

        using var bound = Patience.Bound(cancellationToken);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (before.Exists(id => ListeningSockets.IsOpen(id, Port)))
        {
            await again.WaitForNextTickAsync(bound.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _folder.Remove();
    }

    private static string Adapted(string kind, string packaged, string folder, int http, int https, int[] behind, string path, bool compresses)
    {
        var text = packaged.ReplaceLineEndings("\n");
        if (kind == "nginx" && behind.Length > 1)
        {
            text = Swap(text, "#several# ", "");
        }
        for (var i = 0; i < (kind == "caddy" ? 1 : 3); i++)
        {
            var server = $"127.0.0.1:{5080 + i}";
            text = kind == "haproxy" && i >= behind.Length
                ? string.Concat(text.Split('\n').Where(line => !line.Contains(server, StringComparison.Ordinal)).Select(static line => line + "\n")) // as it says
                : Swap(text, server, $"127.0.0.1:{(i < behind.Length ? behind[i] : Nobody)}");
        }
        if (path.Length > 0)
        {
            text = kind switch
            {
                "nginx" => Swap(text, "    location / {", $"    location {path}/ {{"),
                "haproxy" => Swap(text, "    acl ours path_beg /\n", $"    acl ours path_beg {path}/\n"),
                _ => Swap(text, "\treverse_proxy 127", $"\treverse_proxy {path}/* 127"),
            };
        }
        return kind switch
        {
            "nginx" => $$"""
                daemon off;
                worker_processes 1;
                pid {{folder}}/pid;
                error_log stderr crit;
                events { }
                http {
                access_log off;
                {{(compresses ? "gzip on; gzip_types text/event-stream;" : "")}}
                client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; fastcgi_temp_path {{folder}}/fastcgi;
                uwsgi_temp_path {{folder}}/uwsgi; scgi_temp_path {{folder}}/scgi;
                {{Swap(Swap(Swap(Swap(text, "listen 80;", $"listen 127.0.0.1:{http};"), "listen 443", $"listen 127.0.0.1:{https}"),
                    "/etc/ssl/certs/dashboard.example.pem", $"{folder}/both.pem"), "/etc/ssl/private/dashboard.example.key", $"{folder}/both.pem")}}
                }
                """,
            "haproxy" => Swap(Swap(Swap(Swap(text, "hdr Host dashboard.example", "hdr Host localhost"), "bind :80\n", $"bind 127.0.0.1:{http}\n"), "bind :443", $"bind 127.0.0.1:{https}"),
                "/etc/haproxy/dashboard.example.pem", $"{folder}/both.pem"),
            _ => $$"""
                {
                	admin unix/{{folder}}/admin
                	http_port {{http}}
                	auto_https disable_redirects
                }
                {{Swap(text, "dashboard.example {\n", $"https://localhost:{https} {{\n\ttls {folder}/both.pem {folder}/both.pem\n")}}
                """,
        };
    }

    private static string Swap(string text, string from, string to)
    {
        Assert.Contains(from, text, StringComparison.Ordinal);
        return text.Replace(from, to, StringComparison.Ordinal);
    }

    private static async Task WriteCertificateAsync(string folder, CancellationToken cancellationToken)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(80));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "both.pem"), $"{made.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n", cancellationToken);
    }
}
