using ServiceLevelDashboard.Genesys.Connection;

namespace ServiceLevelDashboard.Genesys.Tests;

public sealed class GenesysRegionsTests
{
    [Theory]
    [InlineData("eu-west-1")]
    [InlineData("EU_WEST_1")]
    [InlineData(" mypurecloud.ie ")]
    [InlineData("api.mypurecloud.ie")]
    [InlineData("https://api.mypurecloud.ie")]
    [InlineData("https://login.mypurecloud.ie/oauth/token")]
    [InlineData("HTTPS://APPS.MYPURECLOUD.IE:443/directory/#/analytics")]
    [InlineData("mypurecloud.ie/")]
    [InlineData("https://eu-west-1/")]
    [InlineData("https://apps.mypurecloud.ie?lang=de")]
    [InlineData("apps.mypurecloud.ie#/admin")]
    public void TryFind_KeyOrDomain_FindsTheRegion(string name)
    {
        Assert.True(GenesysRegions.TryFind(name, out var region));
        Assert.Equal(new Uri("https://login.mypurecloud.ie/"), region.Login);
        Assert.Equal(new Uri("https://api.mypurecloud.ie/"), region.Api);
    }

    [Theory]
    [InlineData("https://api.mypurecloud.ie", "https://login.mypurecloud.ie/", "https://api.mypurecloud.ie/")]
    [InlineData("https://login.euw2.pure.cloud/", "https://login.euw2.pure.cloud/", "https://api.euw2.pure.cloud/")]
    [InlineData("https://gateway.example/genesys", "https://gateway.example/genesys/", "https://gateway.example/genesys/")]
    public void Constructor_UrlOfARegionsHost_MeansTheRegion(string url, string login, string api)
    {
        var service = new FakeService();
        using var centre = service.NewCentre(options => options.Url = url);

        Assert.Equal((new Uri(login), new Uri(api)), (centre.Endpoint.Login, centre.Endpoint.Api));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("eu-west-9")]
    [InlineData("https://")]
    [InlineData("api.")]
    [InlineData("https://api.example.com")]
    [InlineData("evil-mypurecloud.ie")]
    [InlineData("api.api.mypurecloud.ie")]
    public void TryFind_Unknown_IsFalse(string? name) => Assert.False(GenesysRegions.TryFind(name, out _));

    [Fact]
    public void All_EveryRegion_IsFoundByEachOfItsNames()
    {
        Assert.Equal(18, GenesysRegions.All.Length);
        Assert.All(GenesysRegions.All, region =>
        {
            foreach (var name in new[] { region.Key, region.SdkKey, region.Domain })
            {
                Assert.True(GenesysRegions.TryFind(name, out var found));
                Assert.Same(region, found);
            }
        });
    }

    [Fact]
    public void Constructor_NoRegion_TakesUsEast1AndSaysSo()
    {
        var service = new FakeService();
        using var centre = service.NewCentre(options => options.Region = null);

        Assert.True(centre.Endpoint.RegionWasAssumed);
        Assert.Equal("us-east-1 (api.mypurecloud.com)", centre.Endpoint.ToString());
        Assert.Contains(service.Logs.Lines, line => line.Contains("GENESYS_REGION is not set", StringComparison.Ordinal));
    }
}
