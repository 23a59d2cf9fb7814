using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Cli.Archive;
using ServiceLevelDashboard.Delivery.Routes;

namespace ServiceLevelDashboard.Cli.Tests.Archive;

public sealed class RoutesCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sld-routes-");
    private readonly TcpListener _farSide = new(IPAddress.Loopback, 0);

    public RoutesCommandTests() => _farSide.Start();

    public void Dispose()
    {
        _farSide.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task List_OfRoutes_SaysWhichSecretIsMissingAndShowsNone()
    {
        Assert.Equal(2, (await RunAsync("routes", "list")).ExitCode); // no archive yet
        await AddAsync("office", new Route { Name = "Office", Kind = RouteKind.Mail, To = ["ann@example.com"] });
        await AddAsync("pager", new Route { Name = "On call", Kind = RouteKind.PagerDuty });
        await AddAsync("hook", new Route { Name = "Hook", Kind = RouteKind.Webhook, Address = "https://hooks.example/alerts" });

        var list = await RunAsync("routes", "list");
        var json = await RunAsync("routes", "list", "--format", "json");

        Assert.Equal((0, 0), (list.ExitCode, json.ExitCode));
        Assert.Matches("office +Office +Mail +ann@example.com +not needed", list.Out);
        Assert.Matches("pager +On call +PagerDuty +missing", list.Out);
        Assert.Matches("hook +Hook +Webhook +https://hooks.example/alerts +set", list.Out);
        Assert.Contains("\"secret\":\"missing\"", json.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("top secret", list.Out + json.Out, StringComparison.Ordinal);
        Assert.Contains("Without a secret or a mail server: pager, office.", (await RunAsync("doctor")).Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_OfARoute_SaysWhatTheFarSideAnswered()
    {
        var port = ((IPEndPoint)_farSide.LocalEndpoint).Port;
        await AddAsync("hook", new Route { Name = "Hook", Kind = RouteKind.Webhook, Address = $"http://127.0.0.1:{port}/" });
        var answered = AnswerAsync("HTTP/1.1 500 Oh\r\nContent-Length: 7\r\n\r\nno room");

        var refused = await RunAsync("routes", "test", "hook");
        await answered;
        var unknown = await RunAsync("routes", "test", "hok");

        Assert.Equal((8, "Not taken: 500 no room"), (refused.ExitCode, refused.Error.Trim()));
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("no route hok", unknown.Error, StringComparison.Ordinal);
    }

    private async Task AnswerAsync(string answer)
    {
        using var client = await _farSide.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        var request = new byte[64 * 1024];
        var text = "";
        while (!text.Contains("}]}", StringComparison.Ordinal))
        {
            var count = await stream.ReadAsync(request, TestContext.Current.CancellationToken);
            text += Encoding.ASCII.GetString(request, 0, count);
        }
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken);
    }

    private async Task AddAsync(string key, Route route)
    {
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationBuilder();
        var shell = new Shell(new Terminal(Stream.Null, TextWriter.Null, IsErrorTerminal: false), configuration.Build(), TimeProvider.System);
        await using var services = ArchiveAccess.Services(shell, _folder.FullName, null);
        var saved = await services.GetRequiredService<DocumentCache<Route>>().SaveAsync(
            key, route, 0, Actor.Program, TestContext.Current.CancellationToken);
        Assert.True(saved.IsSaved, string.Join(' ', saved.Problems));
    }

    private Task<ShellRun> RunAsync(params string[] args) => ShellRun.OfAsync(
        [
            KeyValuePair.Create("Routes:hook:Secret", (string?)"top secret"),
            KeyValuePair.Create("Delivery:AllowedTargets", (string?)"127.0.0.1"),
        ],
        [.. args, "--data", _folder.FullName]);
}
