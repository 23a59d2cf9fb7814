using System.Net;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Access.Tokens;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Web.Tests.Security;

namespace ServiceLevelDashboard.Web.Tests.Api;

/// <summary>Whoever refuses a program, and whatever fails: the answer is a problem that says what to do, and how many requests are left.</summary>
public sealed class ApiProblemsTests(ApiProblemsTests.FailingHost host) : IClassFixture<ApiProblemsTests.FailingHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/api/v1/queues", 401, "Send a token")]
    [InlineData("GET", "/metrics", 401, "Send a token", "X-Forwarded-For", "192.0.2.7")]
    [InlineData("GET", "/api/v1/queues", 401, "not valid", "Authorization", "Bearer sld_0123456789abcdef_AAAA")]
    [InlineData("GET", "/api/v1/queues", 403, "another site", "Origin", "https://elsewhere.example")]
    [InlineData("GET", "/api/v1/report", 403, "lacks the scope", "Authorization", FailingHost.Queues)]
    [InlineData("GET", "/api/v1/nothing", 404, "no such address", "Authorization", FailingHost.All)]
    [InlineData("GET", "/api/v2", 401, "Send a token")]
    [InlineData("POST", "/api/v1/queues", 405, "use GET", "Authorization", FailingHost.All)]
    [InlineData("DELETE", "/metrics", 405, "use GET", "Authorization", FailingHost.All)]
    [InlineData("GET", "/api/v1/queues", 400, "AllowedHosts", "Host", "elsewhere.example")]
    [InlineData("GET", "/mcp", 405, "use POST", "Authorization", FailingHost.All)]
    [InlineData("POST", "/mcp", 401, "Send a token")]
    [InlineData("GET", "/api/v1/report?last=x", 400, "last", "Authorization", FailingHost.All)]
    [InlineData("GET", "/api/v1/report?from=2026-01-01T00:00Z&to=2026-01-02T00:00Z", 500, "its log says where", "Authorization", FailingHost.All)]
    public async Task Failure_AtAProgramsAddress_IsAProblem(string method, string path, int status, string detail, string? header = null, string value = "")
    {
        await host.ReadyAsync();
        Breaking.IsBroken = status == 500;
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation(header, await host.TokenForAsync(value));
        }

        using var answer = await host.CreateClient(new() { AllowAutoRedirect = false }).SendAsync(request, Cancellation);

        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True((int)answer.StatusCode == status, $"{answer.StatusCode} {body}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(body).RootElement;
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(status == 401, answer.Headers.WwwAuthenticate.ToString() == "Bearer");
        Assert.DoesNotContain(FailingHost.Reason, body, StringComparison.Ordinal); // what went wrong is in the log alone
        var isLogged = host.Log.Lines.Any(static line => line.Contains("unhandled exception", StringComparison.Ordinal)
            && line.Contains(FailingHost.Reason, StringComparison.Ordinal));
        Assert.True(status != 500 || isLogged, "the log does not say it");
    }

    [Fact]
    public async Task Visit_UnderAForeignName_SaysWhatToDo()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "elsewhere.example" } };

        using var answer = await host.CreateClient().SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("AllowedHosts", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    /// <summary>A person in a browser is led to the sign-in and to pages, as everywhere.</summary>
    [Fact]
    public async Task Visit_ByABrowser_IsLedToTheSignIn()
    {
        using var answer = await host.Visit().AskAsync("/api/v1/queues");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
    }

    [Fact]
    public async Task Page_NotThere_StaysAPage()
    {
        var page = await (await (await host.AdministratorAsync()).AskAsync("/nothing")).Content.ReadAsStringAsync(Cancellation);

        Assert.Contains("<html", page, StringComparison.Ordinal);
    }

    /// <summary>A dashboard whose archive may break in a way that nobody foresaw.</summary>
    public sealed class FailingHost : GuardedHost
    {
        internal const string Queues = "queues", All = "all", Reason = "a mistake of ours";

        internal Heard Log { get; }

        public FailingHost()
            : this(new Heard())
        {
        }

        private FailingHost(Heard log)
            : base([], log) => Log = log;

        internal async Task ReadyAsync()
        {
            await AdministratorAsync();
            await SnapshotAsync();
        }

        /// <summary>The header with a token of some scopes, or the text itself.</summary>
        internal async Task<string> TokenForAsync(string text) => text switch
        {
            Queues => await BearerAsync(ApiToken.QueuesScope),
            All => await BearerAsync([.. ApiToken.AllScopes]),
            _ => text,
        };

        /// <inheritdoc/>
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(static services =>
            {
                var real = services.Last(static s => s.ServiceType == typeof(IDurableIntervalArchive)).ImplementationType!; // registered as a type
                services.AddSingleton(provider => Breaking.Around((IDurableIntervalArchive)ActivatorUtilities.CreateInstance(provider, real)));
            });
        }

        private async Task<string> BearerAsync(params string[] scopes)
        {
            var (_, token) = await Services.GetRequiredService<ApiTokens>().MakeAsync(
                $"test {scopes.Length}", "viewer", scopes, TimeSpan.FromDays(1), Actor.Person("root", "root"), Cancellation);
            return $"Bearer {token}";
        }
    }

    /// <summary>An archive that fails whatever it is asked while it is broken.</summary>
    public class Breaking : DispatchProxy
    {
        private IDurableIntervalArchive? _real;

        internal static bool IsBroken { get; set; }

        internal static IDurableIntervalArchive Around(IDurableIntervalArchive real)
        {
            var proxy = DispatchProxy.Create<IDurableIntervalArchive, Breaking>();
            ((Breaking)(object)proxy)._real = real;
            return proxy;
        }

        /// <inheritdoc/>
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            IsBroken ? throw new InvalidOperationException(FailingHost.Reason) : targetMethod!.Invoke(_real, args); // an interface has methods
    }
}
