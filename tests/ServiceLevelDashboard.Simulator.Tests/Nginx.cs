using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Simulator.Tests;

/// <summary>An nginx in front of a port of this machine, as administrators put one there. Drops all connections on request and takes new ones.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private const int Hangup = 1;
    private const string Program = "/usr/sbin/nginx";

    private readonly Process _process;
    private readonly string _folder;

    private Nginx(Process process, string folder, int port) => (_process, _folder, Port) = (process, folder, port);

    /// <summary>Whether there is one on this machine.</summary>
    public static bool IsHere => File.Exists(Program);

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port { get; }

    public static async Task<Nginx> StartAsync(int behind, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("sld-nginx-").FullName;
        var port = LoopbackPort.Free();
        var settings = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(settings, string.Create(CultureInfo.InvariantCulture, $$"""
            daemon off;
            worker_processes 1;
            worker_shutdown_timeout 10ms;
            pid {{folder}}/nginx.pid;
            error_log stderr crit;
            events { }
            http {
                access_log off;
                client_body_temp_path {{folder}}/body;
                proxy_temp_path {{folder}}/proxy;
                fastcgi_temp_path {{folder}}/fastcgi;
                uwsgi_temp_path {{folder}}/uwsgi;
                scgi_temp_path {{folder}}/scgi;
                map $http_upgrade $connection_upgrade { default upgrade; '' close; }
                server {
                    listen 127.0.0.1:{{port}};
                    location / {
                        proxy_pass http://127.0.0.1:{{behind}};
                        proxy_http_version 1.1;
                        proxy_set_header Upgrade $http_upgrade;
                        proxy_set_header Connection $connection_upgrade;
                        proxy_set_header Host $http_host;
                    }
                }
            }
            """), cancellationToken);
        var start = new ProcessStartInfo(Program) { RedirectStandardError = true };
        foreach (var argument in new[] { "-p", folder, "-e", "stderr", "-c", settings })
        {
            start.ArgumentList.Add(argument);
        }

        var nginx = new Nginx(Process.Start(start)!, folder, port); // starts or throws
        await LoopbackPort.OpensAsync(nginx.Port, nginx._process, cancellationToken);
        return nginx;
    }

    /// <summary>Ends every connection; those made afterwards are served.</summary>
    public void DropConnections() => Assert.Equal(0, Kill(_process.Id, Hangup));

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
