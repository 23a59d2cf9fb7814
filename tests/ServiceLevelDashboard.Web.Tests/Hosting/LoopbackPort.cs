using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ServiceLevelDashboard.Web.Tests.Hosting;

/// <summary>Ports of this machine for programs that tests start.</summary>
internal static class LoopbackPort
{
    /// <summary>A port that nobody listens on.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits until a program listens on a port; fails when it ends before.</summary>
    public static async Task OpensAsync(int port, Process program, CancellationToken cancellationToken)
    {
        using var bound = Patience.Bound(cancellationToken);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await again.WaitForNextTickAsync(bound.Token))
        {
            Assert.False(program.HasExited, $"What was to listen on port {port} ended at once");
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port, bound.Token);
                return;
            }
            catch (SocketException)
            {
                // Not yet.
            }
        }
    }
}
