using System.Net;
using ServiceLevelDashboard.Web.Hardening;

namespace ServiceLevelDashboard.Web.Tests.Hardening;

public sealed class HardeningOptionsTests
{
    [Theory]
    [InlineData("https://intranet.example")]
    [InlineData("https://intranet.example/;https://*.example.org:8443")]
    [InlineData("http://localhost:8080")]
    public void Problems_Origins_None(string embedders) => Assert.Empty(new HardeningOptions { Embedders = embedders }.Problems());

    [Theory]
    [InlineData("*")]
    [InlineData("intranet.example")]
    [InlineData("https://intranet.example/path")]
    [InlineData("https://intranet.example,https://other.example")]
    [InlineData("https://intranet.example;'unsafe-inline'")]
    [InlineData("https://a@intranet.example")]
    [InlineData("javascript:alert(1)")]
    public void Problems_NoOrigins_NameTheKeyAndTheFix(string embedders) =>
        Assert.Contains(
            new HardeningOptions { Embedders = embedders }.Problems(),
            p => p.StartsWith("Security:Embedders holds", StringComparison.Ordinal) && p.Contains("https://intranet.example", StringComparison.Ordinal));

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("10.1.0.0/16;192.0.2.7", "10.1.44.2", true)]
    [InlineData("10.1.0.0/16;192.0.2.7", "192.0.2.7", true)]
    [InlineData("10.1.0.0/16;192.0.2.7", "192.0.2.8", false)]
    [InlineData("", "127.0.0.1", false)]
    public void IsProxy_Address_OnlyWhenNamed(string proxies, string address, bool expected) =>
        Assert.Equal(expected, new HardeningOptions { Proxies = proxies }.IsProxy(IPAddress.Parse(address)));

    [Fact]
    public void Problems_Nonsense_EachIsNamed()
    {
        var problems = new HardeningOptions { Proxies = "everyone", HstsDays = -1, RequestsPerSecond = 0 }.Problems().ToArray();

        Assert.Equal(["Security:Proxies", "Security:HstsDays", "Security:RequestsPerSecond"], problems.Select(p => p.Split(' ')[0]));
    }
}
