using Microsoft.AspNetCore.Http;
using ServiceLevelDashboard.Web.Hardening;

namespace ServiceLevelDashboard.Web.Tests.Hardening;

public sealed class OriginGuardTests
{
    [Theory]
    [InlineData("dashboard.example", null, true)]
    [InlineData("dashboard.example", "https://dashboard.example", true)]
    [InlineData("dashboard.example:5443", "https://dashboard.example:5443", true)]
    [InlineData("dashboard.example:80", "https://dashboard.example", true)]
    [InlineData("127.0.0.1:5080", "http://127.0.0.1:5080", true)]
    [InlineData("dashboard.example", "https://attacker.example", false)]
    [InlineData("dashboard.example", "https://dashboard.example.attacker.example", false)]
    [InlineData("dashboard.example", "https://dashboard.example:8443", false)]
    [InlineData("127.0.0.1:5080", "http://127.0.0.1:5081", false)]
    [InlineData("dashboard.example", "null", false)]
    public void IsOwn_Origin_MustBeTheHost(string host, string? origin, bool expected)
    {
        var request = Request(host, "/wall/all/stream");
        if (origin is not null)
        {
            request.Headers.Origin = origin;
        }

        Assert.Equal(expected, OriginGuard.IsOwn(request));
    }

    [Theory]
    [InlineData("same-origin", "cors", "empty", true)]
    [InlineData("none", "navigate", "document", true)]
    [InlineData("cross-site", "navigate", "document", true)]
    [InlineData("cross-site", "navigate", "iframe", true)]
    [InlineData("cross-site", "no-cors", "image", false)]
    [InlineData("cross-site", "no-cors", "script", false)]
    [InlineData("cross-site", "navigate", "object", false)]
    public void IsOwn_FetchedFromElsewhere_OnlyVisits(string site, string mode, string destination, bool expected)
    {
        var request = Request("dashboard.example", "/");
        request.Headers["Sec-Fetch-Site"] = site;
        request.Headers["Sec-Fetch-Mode"] = mode;
        request.Headers["Sec-Fetch-Dest"] = destination;

        Assert.Equal(expected, OriginGuard.IsOwn(request));
    }

    [Fact]
    public void IsOwn_ProvidersAnswer_IsLetThrough()
    {
        var request = Request("dashboard.example", OriginGuard.SignInAnswer);
        request.Headers.Origin = "https://login.example";
        request.Headers["Sec-Fetch-Site"] = "cross-site";
        request.Headers["Sec-Fetch-Mode"] = "navigate";

        Assert.True(OriginGuard.IsOwn(request));
    }

    private static HttpRequest Request(string host, string path)
    {
        var request = new DefaultHttpContext().Request;
        request.Host = new HostString(host);
        request.Path = path;
        return request;
    }
}
