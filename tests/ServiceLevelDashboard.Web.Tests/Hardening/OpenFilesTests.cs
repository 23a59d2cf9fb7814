using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Web.Hardening;
using ServiceLevelDashboard.Web.Hosting;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Hardening;

[Trait("Length", "Long")]
public sealed class OpenFilesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, 20_000, 1_000)]
    [InlineData(1_048_576L, 20_000, 1_000)]
    [InlineData(4_096L, 3_496, 1_000)]
    [InlineData(1_024L, 424, 212)]
    [InlineData(700L, 100, 50)]
    public void PostConfigure_LimitOfTheSystem_LeavesTheProgramItsOwn(long? limit, int connections, int ofOne)
    {
        var options = new HardeningOptions();

        new OpenFiles(limit, NullLogger<OpenFiles>.Instance).PostConfigure(null, options);

        Assert.Equal((connections, ofOne), (options.Connections, options.ConnectionsPerClient));
    }

    [Fact]
    public void Check_BelowTheMinimum_IsRefusedWithWhatToDo()
    {
        OpenFiles.Check(null);
        OpenFiles.Check(OpenFiles.Minimum);

        var refused = Assert.Throws<StartRefusedException>(static () => OpenFiles.Check(OpenFiles.Minimum - 1));

        Assert.Contains("ulimit -n", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>What ended the program once: one address opens as many connections as the system allows.</summary>
    [Fact]
    public async Task Connections_MoreThanTheSystemAllows_LeaveTheProgramAliveAndOthersServed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The limit is told by /proc, and 127.0.0.2 is this machine's, on Linux alone.");
        await using var run = ProgramRun.Start(
            "ServiceLevelDashboard.Web",
            ["ASPNETCORE_URLS=http://127.0.0.1:0", "Simulator__Queues=3", "History__BackfillDays=0"],
            [],
            shell: "ulimit -n 1024");
        var address = await run.AddressAsync(Cancellation);
        var sockets = new List<Socket>();
        try
        {
            for (var i = 0; i < 1_100; i++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                sockets.Add(socket);
                await TryConnectAsync(socket, address.Port);
            }

            Assert.Contains("200 OK", await AskAsync(address, IPAddress.Parse("127.0.0.2")), StringComparison.Ordinal);
            Assert.Contains("visitors may have 424, those of one address 212", run.Said, StringComparison.Ordinal);
            Assert.DoesNotContain("Too many open files", run.Said, StringComparison.Ordinal);
        }
        finally
        {
            sockets.ForEach(static s => s.Dispose());
        }
    }

    [Fact]
    public async Task Start_TooFewFiles_EndsWithTwoAndASentence()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The limit is told by /proc, on Linux alone.");
        await using var run = ProgramRun.Start("ServiceLevelDashboard.Web", ["ASPNETCORE_URLS=http://127.0.0.1:0"], [], shell: "ulimit -n 256");

        Assert.Equal(2, await run.ExitCodeAsync(Cancellation));

        Assert.Contains("lets this program hold 256 files", run.Said, StringComparison.Ordinal);
    }

    private static async Task TryConnectAsync(Socket socket, int port)
    {
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, Cancellation);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            // one too many: closed before it was there
        }
    }

    private static async Task<string> AskAsync(Uri address, IPAddress from)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(from, 0));
        await socket.ConnectAsync(IPAddress.Loopback, address.Port, Cancellation);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /health/live HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n\r\n"), Cancellation);
        await using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync(Cancellation);
    }
}
