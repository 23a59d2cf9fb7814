using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Access.Accounts;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Security;

/// <summary>The whole dashboard over a simulated contact centre, where everybody has to sign in.</summary>
public class GuardedHost : SimulatedHost
{
    /// <summary>The password of every account that is made here.</summary>
    internal const string Password = "correct horse battery";

    private readonly Dictionary<string, string> _settings = [];
    private readonly ILoggerProvider? _logs;

    /// <summary>One for all tests of a class, which name people, roles and groups each in their own way.</summary>
    public GuardedHost()
    {
    }

    internal GuardedHost(Dictionary<string, string> settings, ILoggerProvider? logs = null) => (_settings, _logs) = (settings, logs);

    /// <summary>A browser of its own, signed in as the first administrator, who is made when there is none yet.</summary>
    internal async Task<Visitor> AdministratorAsync()
    {
        var visitor = Visit();
        var setUp = Services.GetRequiredService<SetUp>();
        if (await setUp.IsOpenAsync(TestContext.Current.CancellationToken))
        {
            Assert.True((await setUp.MakeFirstAsync(setUp.Code, "root", Password, TestContext.Current.CancellationToken))!.IsDone); // the code is right
        }
        await visitor.SignInAsync("root", Password);
        return visitor;
    }

    /// <summary>A browser of its own, signed in as somebody new with a role.</summary>
    internal async Task<Visitor> SomebodyAsync(string name, string role)
    {
        var people = Services.GetRequiredService<People>();
        var made = await people.AddAsync(name, role, Actor.Person("root", "root"), TestContext.Current.CancellationToken);
        var (id, token) = Parts(made.Invitation!); // a new name
        Assert.True((await people.AcceptAsync(id, token, Password, TestContext.Current.CancellationToken)).IsDone);
        var visitor = Visit();
        await visitor.SignInAsync(name, Password);
        return visitor;
    }

    /// <summary>A browser of its own that nobody is signed in by.</summary>
    internal Visitor Visit() => new(NewClient(keepsCookies: true));

    /// <summary>A client that is not led on by itself.</summary>
    internal virtual HttpClient NewClient(bool keepsCookies) =>
        CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = keepsCookies });

    /// <summary>Waits for figures.</summary>
    internal Task<Snapshot> SnapshotAsync() =>
        Services.GetRequiredService<ISnapshots>().FirstAsync(static _ => true, TestContext.Current.CancellationToken);

    /// <summary>The parts of an invitation's address.</summary>
    internal static (string Person, string Token) Parts(string invitation)
    {
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri("http://localhost/" + invitation).Query);
        return (query["person"].ToString(), query["token"].ToString());
    }

    /// <inheritdoc/>
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        base.ConfigureWebHost(builder);
        builder.UseSetting("Security:SignIn", "Always");
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        // a hash that is hard to guess from is dear, and these passwords are known
        builder.ConfigureTestServices(static services => services.Configure<PasswordHasherOptions>(static o => o.IterationCount = 1));
        if (_logs is { } logs)
        {
            builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(logs));
        }
    }
}

/// <summary>A browser: keeps cookies, fills in forms, is not led on by itself.</summary>
internal sealed partial class Visitor(HttpClient client)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public HttpClient Client => client;

    /// <summary>Asks as an address bar does.</summary>
    public async Task<HttpResponseMessage> AskAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path)
        {
            Version = client.DefaultRequestVersion,
            VersionPolicy = client.DefaultVersionPolicy,
        };
        request.Headers.Add("Accept", "text/html");
        return await client.SendAsync(request, Cancellation);
    }

    /// <summary>A page's text; it has to be there.</summary>
    public async Task<string> PageAsync(string path)
    {
        using var answer = await AskAsync(path);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode} {answer.Headers.Location}");
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancellation));
    }

    /// <summary>Fills in a form of a page and sends it.</summary>
    public Task<HttpResponseMessage> SendAsync(string path, string form, params (string Name, string Value)[] fields) => SendAsync(client, path, form, fields);

    /// <summary>Fills in a form of a page and sends it to another host.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpClient to, string path, string form, params (string Name, string Value)[] fields)
    {
        var page = await (await AskAsync(path)).Content.ReadAsStringAsync(Cancellation);
        var text = Forms().Matches(page).Select(m => m.Value).FirstOrDefault(f => f.Contains($"value=\"{form}\"", StringComparison.Ordinal));
        Assert.True(text is not null, $"{path} has no form {form}: {page}");
        var all = Hidden().Matches(text).Select(m => KeyValuePair.Create(m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value)))
            .Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var content = new FormUrlEncodedContent(all);
        return await to.PostAsync(new Uri(path, UriKind.Relative), content, Cancellation);
    }

    /// <summary>Signs in; has to succeed.</summary>
    public async Task SignInAsync(string name, string password)
    {
        using var answer = await TrySignInAsync(name, password);
        Assert.True(
            answer.StatusCode == HttpStatusCode.Found, $"{name} could not sign in: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(Cancellation)}");
    }

    public Task<HttpResponseMessage> TrySignInAsync(string name, string password, string path = "/sign-in") =>
        SendAsync(path, "sign-in", ("Input.Name", name), ("Input.Password", password));

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
