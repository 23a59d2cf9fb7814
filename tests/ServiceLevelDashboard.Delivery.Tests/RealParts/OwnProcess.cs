using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ServiceLevelDashboard.Delivery.Tests.RealParts;

/// <summary>A program that a test has started, and ends.</summary>
internal sealed class OwnProcess : IAsyncDisposable
{
    private readonly Process _process;

    private OwnProcess(Process process) => _process = process;

    /// <summary>Whether the program is on this machine.</summary>
    public static string? Find(string program) =>
        new[] { "/usr/sbin", "/usr/bin", "/usr/local/bin" }.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    public static OwnProcess Start(string program, params string[] args)
    {
        var start = new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        var process = Process.Start(start)!; // a file that is there
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new OwnProcess(process);
    }

    public static async Task RunAsync(string program, params string[] args)
    {
        var own = Start(program, args);
        using var process = own._process;
        await process.WaitForExitAsync().Soon();
    }

    public static Task WaitForPortAsync(int port) => WaitForAsync(async () =>
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    });

    /// <summary>Asks again and again until it is so.</summary>
    public static async Task WaitForAsync(Func<Task<bool>> isSo)
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(clock.GetElapsedTime(start) < Patience.Most, "It did not come to be in time.");
            await Task.Delay(TimeSpan.FromMilliseconds(30), clock, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync().Soon();
        }
        _process.Dispose();
    }
}
