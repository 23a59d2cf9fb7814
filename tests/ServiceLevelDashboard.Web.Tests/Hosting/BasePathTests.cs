using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Access.Accounts;
using ServiceLevelDashboard.Web.Hosting;
using ServiceLevelDashboard.Web.Tests.Hardening;
using ServiceLevelDashboard.Web.Tests.Security;

namespace ServiceLevelDashboard.Web.Tests.Hosting;

/// <summary>The dashboard at <c>https://host/sld/</c>, with another site at <c>https://host/</c>.</summary>
[Trait("Length", "Long")]
public sealed partial class BasePathTests(BasePathTests.BelowAPath host, LimitedHost proxied)
    : IClassFixture<BasePathTests.BelowAPath>, IClassFixture<LimitedHost>
{
    private const string Base = "/sld";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/sld", "/sld")]
    [InlineData("sld/", "/sld")]
    [InlineData("/tools/sld.v2", "/tools/sld.v2")]
    [InlineData("/", "")]
    [InlineData(" ", "")]
    public void Read_PathHoweverItIsWritten_IsThePath(string given, string path) => Assert.Equal(path, BasePath.Read(given).ToString());

    [Theory]
    [InlineData("https://host/sld")]
    [InlineData("/s ld")]
    [InlineData("/sld//x")]
    [InlineData("/../sld")]
    [InlineData("/sld\"><script>")]
    [InlineData("/sld;x")]
    public void Read_NoPath_SaysWhatToWrite(string given) =>
        Assert.Contains("PathBase is '", Assert.Throws<StartRefusedException>(() => BasePath.Read(given)).Message, StringComparison.Ordinal);

    /// <summary>From the overview on, through every link, file and form that there is for an administrator.</summary>
    [Fact]
    public async Task Pages_BelowAPath_NameNothingOutsideIt()
    {
        await host.SnapshotAsync();
        var visitor = await host.AdministratorBelowAsync();
        var open = new Queue<string>(EndpointTable.Rows.Keys
            .Where(static row => !row.Contains('{', StringComparison.Ordinal) && !row.StartsWith("/_", StringComparison.Ordinal))
            .Except(["/error", "/not-found", "/sign-in/service", "/signin-oidc/start", "/mcp", "/mcp/"]) // the last are not read but sent to
            .Append("/boards/board/all").Select(static row => Base + row));
        var seen = open.ToHashSet();
        var wrong = new List<string>();
        var files = 0;
        while (open.TryDequeue(out var address))
        {
            using var answer = await visitor.AskAsync(address);
            var type = answer.Content.Headers.ContentType?.MediaType;
            files += type is "text/css" or "text/javascript" or "image/svg+xml" ? 1 : 0;
            Check((int)answer.StatusCode < 400, $"{address}: {(int)answer.StatusCode}");
            foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
            {
                Check(cookie.Contains($"path={Base}", StringComparison.Ordinal), $"{address} sets {cookie.Split('=')[0]} for all of the host");
            }
            if (answer.Headers.Location is { } to)
            {
                Follow(new Uri(new Uri("http://localhost"), to), address);
            }
            if (type == "text/html")
            {
                var page = await answer.Content.ReadAsStringAsync(Cancellation);
                var root = new Uri(new Uri("http://localhost" + address), BaseElement().Match(page) is { Success: true } found ? found.Groups[1].Value : "");
                foreach (var link in Link().Matches(page).Select(static m => WebUtility.HtmlDecode(m.Groups[1].Value)).Where(static l => !l.StartsWith('#')))
                {
                    Follow(new Uri(root, link), address);
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(seen.Count > 150 && files > 15, $"{seen.Count} addresses, {files} files");

        void Check(bool holds, string otherwise)
        {
            if (!holds)
            {
                wrong.Add(otherwise);
            }
        }

        void Follow(Uri link, string from)
        {
            if (link.Scheme is not ("http" or "https") || link.Host != "localhost")
            {
                return;
            }
            Check(link.AbsolutePath.StartsWith(Base + "/", StringComparison.Ordinal), $"{from} leads to {link.PathAndQuery}");
            // every file, and so many of the pages, which lead to one another without end
            var isFile = Path.GetExtension(link.AbsolutePath) is ".css" or ".js" or ".svg" or ".woff2";
            if ((isFile || seen.Count < 400) && seen.Add(link.PathAndQuery))
            {
                open.Enqueue(link.PathAndQuery);
            }
        }
    }

    [Fact]
    public async Task SignIn_BelowAPath_LeadsBackToThePage()
    {
        await host.AdministratorBelowAsync();
        var visitor = host.Visit();
        using var led = await visitor.AskAsync($"{Base}/history?by=hour");

        var to = led.Headers.Location!; // not signed in
        Assert.Equal($"{Base}/sign-in?from=%2Fsld%2Fhistory%3Fby%3Dhour", to.PathAndQuery);
        using var back = await visitor.TrySignInAsync("root", GuardedHost.Password, to.PathAndQuery);
        Assert.EndsWith($"{Base}/history?by=hour", back.Headers.Location!.ToString(), StringComparison.Ordinal); // signed in
        Assert.Equal(HttpStatusCode.OK, (await visitor.AskAsync($"{Base}/history?by=hour")).StatusCode);
        Assert.Equal($"{Base}/", (await visitor.AskAsync(Base)).Headers.Location!.ToString()); // without its slash nothing is relative to it
    }

    /// <summary>A proxy may take the path off or leave it; neither changes what the browser is told.</summary>
    [Fact]
    public async Task Page_PathTakenOffByTheProxy_IsTheSame()
    {
        var visitor = host.Visit();

        Assert.Contains($"<base href=\"{Base}/\"", await TextAsync("/sign-in"), StringComparison.Ordinal);
        Assert.Contains($"<base href=\"{Base}/\"", await TextAsync($"{Base}/sign-in"), StringComparison.Ordinal);
        Assert.Equal("Healthy", await TextAsync($"{Base}/health/live"));
        using var sent = await visitor.AskAsync($"{Base}/screen"); // round once, to see that it keeps cookies
        Assert.Contains("localhost/sld/screens/approve", await TextAsync(sent.Headers.Location!.ToString()), StringComparison.Ordinal); // sent

        Task<string> TextAsync(string address) => visitor.Client.GetStringAsync(new Uri(address, UriKind.RelativeOrAbsolute), Cancellation);
    }

    [Theory]
    [InlineData("/sld", "/sld/")]
    [InlineData("/a/b", "/a/b/")]
    [InlineData("//attacker.example", "/")]
    [InlineData("/sld\\..", "/")]
    [InlineData("https://attacker.example/", "/")]
    [InlineData("/%2f/attacker.example", "/")]
    public async Task Page_PathSaidByANamedProxy_CountsWhenItIsOne(string said, string root)
    {
        using var answer = await proxied.AskAsync("/wall/all", "198.51.100.77", r => r.Headers.TryAddWithoutValidation("X-Forwarded-Prefix", said));

        Assert.Contains($"href=\"{root}wall/wall.css\"", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_PathSaidByAnybody_IsNotBelieved()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.Add("X-Forwarded-Prefix", "/elsewhere");
        using var answer = await host.Visit().Client.SendAsync(request, Cancellation);

        Assert.Contains("<base href=\"/sld/\"", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [GeneratedRegex("<base href=\"([^\"]*)\"")]
    private static partial Regex BaseElement();

    [GeneratedRegex("<(?!base)[^>]*?\\s(?:href|src|action)=\"([^\"]*)\"")]
    private static partial Regex Link();

    /// <summary>The dashboard below <see cref="Base"/>.</summary>
    public sealed class BelowAPath() : GuardedHost(new() { ["PathBase"] = Base })
    {
        /// <summary>A browser at <see cref="Base"/>, signed in as the first administrator.</summary>
        internal async Task<Visitor> AdministratorBelowAsync()
        {
            var (visitor, setUp) = (Visit(), Services.GetRequiredService<SetUp>());
            if (await setUp.IsOpenAsync(Cancellation))
            {
                await setUp.MakeFirstAsync(setUp.Code, "root", Password, Cancellation);
            }
            using var answer = await visitor.TrySignInAsync("root", Password, $"{Base}/sign-in");
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
            return visitor;
        }
    }
}
