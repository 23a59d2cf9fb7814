using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Web.Hardening;
using ServiceLevelDashboard.Web.Hosting;
using ServiceLevelDashboard.Web.Tests.History;

namespace ServiceLevelDashboard.Web.Tests.Hosting;

public sealed class NetworkGuardTests
{
    private static readonly DataOrigin Real = new(IsEmbedded: false, IsOpenToTheNetwork: false);

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::", false)]
    [InlineData("192.0.2.7", false)]
    public void MayListen_RealFigures_OnlyOnThisMachine(string address, bool expected) =>
        Assert.Equal(expected, NetworkGuard.MayListen(new IPEndPoint(IPAddress.Parse(address), 5080), Real));

    [Fact]
    public void MayListen_AcceptedRiskOrSimulated_Anywhere()
    {
        var everywhere = new IPEndPoint(IPAddress.Any, 5080);

        Assert.True(NetworkGuard.MayListen(everywhere, Real with { IsOpenToTheNetwork = true }));
        Assert.True(NetworkGuard.MayListen(everywhere, Real with { IsEmbedded = true }));
        Assert.True(NetworkGuard.MayListen(null, Real));
    }

    [Theory]
    [InlineData("urls", "http://127.0.0.1:5080;http://localhost:5081;http://[::1]:5082", true)]
    [InlineData("urls", "http://unix:/run/sld.sock", true)]
    [InlineData("urls", "http://127.0.0.1:5080;http://0.0.0.0:5080", false)]
    [InlineData("urls", "http://*:5080", false)]
    [InlineData("urls", "http://[::]:5080", false)]
    [InlineData("urls", "https://dashboard.example.com", false)]
    [InlineData("http_ports", "8080", false)]
    [InlineData("Kestrel:Endpoints:Main:Url", "http://192.0.2.7:5080", false)]
    [InlineData("Kestrel:Endpoints:Main:Url", "http://127.0.0.1:5080", true)]
    public void CheckConfigured_RealFigures_OnlyOnThisMachine(string key, string value, bool expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(key, (string?)value)]).Build();

        var refused = Record.Exception(() => NetworkGuard.CheckConfigured(configuration, Real));

        Assert.Equal(expected, refused is null);
        Assert.True(refused is null or StartRefusedException);
        NetworkGuard.CheckConfigured(configuration, Real with { IsOpenToTheNetwork = true });
    }

    [Fact]
    public async Task Start_RealFiguresOnAllInterfaces_IsRefusedBeforeListening()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://0.0.0.0:0");
        builder.Services.AddSingleton(Real);
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, NetworkGuard>();
        await using var app = builder.Build();

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("Security__AnyoneOnTheNetworkMaySeeEverything=true", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, false, false, true)]
    [InlineData(null, "never", false, false, false)]
    [InlineData(null, "Always", true, false, true)]
    [InlineData(null, null, true, false, false)]
    [InlineData("http://127.0.0.1:8090", null, false, false, true)] // a gateway on this machine may lead to a real organisation
    [InlineData("http://127.0.0.1:8090", "7", false, false, true)]
    [InlineData("http://127.0.0.1:8090", "2", false, false, true)]
    [InlineData("http://127.0.0.1:8090", null, false, true, false)]
    [InlineData("http://127.0.0.1:8090", "always", false, true, true)]
    [InlineData("http://127.0.0.1:8090", "nonsense", false, true, false)]
    public void Of_Configuration_AsksForSignInUnlessTheProgramMadeTheFiguresUp(string? url, string? signIn, bool isOpen, bool isEmbedded, bool expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new("GENESYS_URL", url), new("Security:SignIn", signIn), new("Simulator:Name", "simulated-1-40"), new(
                DataOrigin.AcceptRiskKey, isOpen ? "true" : "false")]).Build();

        Assert.Equal(expected, DataOrigin.Of(configuration, isEmbedded).AsksForSignIn);
    }

    [Fact]
    public void IsSimulated_ByTheServicesOwnWord_OpensNothing()
    {
        var origin = DataOrigin.Of(new ConfigurationBuilder().Build(), isEmbedded: false) with { Centre = new FakeCentre { IsSimulated = true } };

        Assert.True(origin.IsSimulated);
        Assert.True(origin.AsksForSignIn);
        Assert.False(NetworkGuard.MayListen(new IPEndPoint(IPAddress.Any, 5080), origin with { AsksForSignIn = false }));
    }

    [Fact]
    public void MayListen_WhereVisitorsSignIn_Anywhere() =>
        Assert.True(NetworkGuard.MayListen(new IPEndPoint(IPAddress.Any, 5080), Real with { AsksForSignIn = true }));
}
