using System.Net;
using Microsoft.AspNetCore.Http;
using ServiceLevelDashboard.Access.SignIn;

namespace ServiceLevelDashboard.Access.Tests.SignIn;

public sealed class LocalRequestTests
{
    /// <summary>What nginx sends that was told nothing but where the dashboard is.</summary>
    [Fact]
    public void Is_RequestByHttp10_IsAProxys()
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        context.Request.Host = new HostString("127.0.0.1:5080");
        Assert.True(LocalRequest.Is(context.Request));

        context.Request.Protocol = HttpProtocol.Http10;

        Assert.False(LocalRequest.Is(context.Request));
    }

    [Theory]
    [InlineData("127.0.0.1", "localhost:5080", null, true)]
    [InlineData("::1", "[::1]:5080", null, true)]
    [InlineData("192.0.2.7", "localhost", null, false)]
    [InlineData("127.0.0.1", "dashboard.example", null, false)]
    [InlineData("127.0.0.1", "localhost", "X-Forwarded-For", false)]
    [InlineData("127.0.0.1", "localhost", "Forwarded", false)]
    public void Is_RequestByConnectionNameAndProxysMark_IsLocalOrNot(string address, string host, string? mark, bool expected)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        context.Request.Host = new HostString(host);
        if (mark is not null)
        {
            context.Request.Headers[mark] = "192.0.2.7";
        }

        Assert.Equal(expected, LocalRequest.Is(context.Request));
    }
}
