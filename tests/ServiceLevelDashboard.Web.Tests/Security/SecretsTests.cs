using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Access.Tokens;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Faults;
using ServiceLevelDashboard.Simulator.Settings;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Security;

/// <summary>A marker in the place of every secret, the logs at their most talkative: it is in nothing that the program says, serves or keeps.</summary>
[Trait("Length", "Long")]
public sealed partial class SecretsTests
{
    private const string GenesysSecret = "MARKER-genesys-1f7e", DatabaseSecret = "MARKER-database-83aa", ServiceSecret = "MARKER-openid-c0de",
    KeySecret = "MARKER-key-file-77b1-long-enough-to-be-one";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData(FaultKind.Unauthorized)]
    public async Task Everything_MarkerForEverySecret_SaysNone(FaultKind? fault)
    {
        await using var centre = await SimulatorServer.StartAsync(
            new SimulatorOptions
            {
                Queues = 12,
                ClientSecret = GenesysSecret,
                Faults = fault is { } kind ? [new Fault(kind)] : [],
            }, TimeProvider.System, Cancellation);
        var folder = Directory.CreateTempSubdirectory("sld-secrets-");
        var keyFile = Path.Combine(folder.FullName, "key");
        await File.WriteAllTextAsync(keyFile, KeySecret, Cancellation);
        using var logs = new Heard();
        var said = new List<string>();
        string token, cookie;
        await using (var host = new GuardedHost(Settings(centre, keyFile), logs: logs))
        {
            var administrator = await host.AdministratorAsync();
            if (fault is null)
            {
                await host.SnapshotAsync();
            }
            // saved
            token = (await host.Services.GetRequiredService<ApiTokens>().MakeAsync(
                "test", "viewer", ApiToken.AllScopes, TimeSpan.FromDays(1), Actor.Person("root", "root"), Cancellation)).Token!;
            cookie = await CookieAsync(host);
            foreach (var path in EndpointTable.Rows.Keys.Select(EndpointTable.Sample).Where(
                path => !path.EndsWith("/stream", StringComparison.Ordinal)).Append("/api/v1/report?last=1h&media=all").Append("/no-such-page"))
            {
                said.Add(await SayAsync(administrator.Client, path, token));
            }
            said.Add(await SayAsync(host.Visit().Client, "/api/v1/queues", token));
            said.AddRange((await KindsAsync(host)).SelectMany(documents => documents.Select(document => document.Json)));
        }

        Assert.True(logs.Lines.Count > 500, $"{logs.Lines.Count} lines"); // it did talk
        foreach (var secret in new[] { GenesysSecret, ServiceSecret, KeySecret, GuardedHost.Password, token.Split('_', 3)[2], cookie })
        {
            Assert.DoesNotContain(logs.Lines, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(said, text => text.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }

        Assert.DoesNotContain(logs.Lines, line => BearerToken().IsMatch(line));
        folder.Remove();
    }

    [Fact]
    public async Task Database_Unreachable_ItsPasswordIsNotSaid()
    {
        using var logs = new Heard();
        var said = new List<string>();
        await using (var host = new GuardedHost(
            new() { ["Security:SignIn"] = "Never", ["Storage:OnlyInstance"] = "true", ["Storage:PostgreSql"] = $"Host=127.0.0.1;Port=9;Username=sld;Password={DatabaseSecret};Timeout=2", ["Logging:LogLevel:Default"] = "Trace", ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace" }, logs: logs))
        {
            await host.SnapshotAsync();
            foreach (var path in new[] { "/", "/admin", "/health/ready", "/history", "/wall/all", "/api/v1/report" })
            {
                said.Add(await SayAsync(host.CreateClient(), path));
            }
        }

        Assert.NotEmpty(logs.Lines);
        Assert.DoesNotContain(logs.Lines.Concat(said), text => text.Contains(DatabaseSecret, StringComparison.OrdinalIgnoreCase));
    }

    private static Dictionary<string, string> Settings(SimulatorServer centre, string keyFile) => new()
    {
        ["GENESYS_CLIENT_ID"] = centre.ClientId,
        ["GENESYS_CLIENT_SECRET"] = GenesysSecret,
        ["GENESYS_URL"] = centre.Address.ToString(),
        ["Site:TimeZone"] = "Europe/London",
        ["Genesys:Retries"] = "0",
        ["Security:LocalAccounts"] = "true",
        ["Security:OpenId:Authority"] = "https://login.example",
        ["Security:OpenId:ClientId"] = "dashboard",
        ["Security:OpenId:ClientSecret"] = ServiceSecret,
        ["Security:OpenId:Roles:viewer"] = "staff",
        ["Security:KeyFile"] = keyFile,
        ["Logging:LogLevel:Default"] = "Trace",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace",
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Trace",
        ["Logging:LogLevel:System.Net.Http.HttpClient"] = "Trace",
        ["Logging:LogLevel:Polly"] = "Trace",
    };

    /// <summary>The status, the headers and the body of an answer.</summary>
    private static async Task<string> SayAsync(HttpClient client, string path, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        if (token is not null && path.StartsWith("/api", StringComparison.Ordinal))
        {
            request.Headers.Authorization = new("Bearer", token);
        }
        using var bound = Patience.Bound(Cancellation);
        using var answer = await client.SendAsync(request, bound.Token);
        return $"{answer.StatusCode} {answer.Headers} {answer.Content.Headers} {await answer.Content.ReadAsStringAsync(bound.Token)}";
    }

    /// <summary>What a signed-in browser holds.</summary>
    private static async Task<string> CookieAsync(GuardedHost host)
    {
        using var answer = await host.Visit().TrySignInAsync("root", GuardedHost.Password);
        return answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("sld-session-", StringComparison.Ordinal)).Split('=', 2)[1].Split(';')[0];
    }

    private static async Task<IEnumerable<IEnumerable<StoredDocument>>> KindsAsync(GuardedHost host)
    {
        var store = host.Services.GetRequiredService<IDocumentStore>();
        var kinds = new List<IEnumerable<StoredDocument>>();
        foreach (var kind in new[] { "api-token", "role", "screen", "board", "group" })
        {
            kinds.Add(await store.ListAsync(kind, Cancellation));
        }
        return kinds;
    }

    [GeneratedRegex("Bearer [A-Za-z0-9._~+/-]{12,}")]
    private static partial Regex BearerToken();
}
