using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Delivery.Routes;
using ServiceLevelDashboard.Delivery.Web;

namespace ServiceLevelDashboard.Delivery.Tests.Web;

public sealed class AddressGuardTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1")] // this machine
    [InlineData("127.255.255.254")]
    [InlineData("0.0.0.0")] // unspecified, on many systems this machine
    [InlineData("0.1.2.3")]
    [InlineData("10.0.0.1")] // private
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")] // carriers' own
    [InlineData("100.100.100.200")] // metadata of Alibaba
    [InlineData("169.254.169.254")] // metadata of AWS, Azure, Google and others: link-local
    [InlineData("168.63.129.16")] // Azure's own
    [InlineData("192.0.0.192")] // metadata of Oracle
    [InlineData("192.0.2.1")] // documentation
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("198.18.0.1")] // measurements
    [InlineData("192.88.99.1")] // 6to4 relays
    [InlineData("224.0.0.1")] // multicast
    [InlineData("240.0.0.1")] // reserved
    [InlineData("255.255.255.255")] // broadcast
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::ffff:127.0.0.1")] // IPv4 in IPv6's clothes
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::127.0.0.1")] // the older dress
    [InlineData("64:ff9b::127.0.0.1")] // behind a translator
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("64:ff9b:1::10.0.0.1")] // a translator of the house's own
    [InlineData("2002:7f00:1::")] // 6to4 of 127.0.0.1
    [InlineData("2002:a00:1::1")]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2")] // Teredo
    [InlineData("fe80::1")] // link-local
    [InlineData("fe80::1%1")]
    [InlineData("fec0::1")] // site-local
    [InlineData("fc00::1")] // private
    [InlineData("fd00:ec2::254")] // metadata of AWS
    [InlineData("fd20:ce::254")] // metadata of Google
    [InlineData("ff02::1")] // multicast
    [InlineData("2001:db8::1")] // documentation
    [InlineData("3fff::1")]
    [InlineData("100::1")] // discard
    [InlineData("5f00::1")] // segment routing
    public void IsPublic_InsideOrSpecial_IsFalse(string address)
    {
        Assert.False(AddressGuard.IsPublic(IPAddress.Parse(address)));
        Assert.False(new AddressGuard(new DeliveryOptions()).MayCall("hooks.example", IPAddress.Parse(address), isEncrypted: true));
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.1")]
    [InlineData("192.0.1.1")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700::6810:84e5")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    public void IsPublic_OnTheInternet_IsTrue(string address)
    {
        var guard = new AddressGuard(new DeliveryOptions());
        Assert.True(guard.MayCall("hooks.example", IPAddress.Parse(address), isEncrypted: true));
        Assert.False(guard.MayCall("hooks.example", IPAddress.Parse(address), isEncrypted: false));
    }

    [Theory]
    [InlineData("alertmanager.internal", "10.1.2.3", true)] // named
    [InlineData("AlertManager.Internal.", "10.1.2.3", true)]
    [InlineData("other.internal", "10.1.2.3", false)]
    [InlineData("x.alertmanager.internal", "10.1.2.3", false)]
    [InlineData("other.internal", "10.9.2.3", true)] // in a named network
    [InlineData("other.internal", "::ffff:10.9.2.3", true)]
    [InlineData("other.internal", "127.0.0.1", false)]
    [InlineData("other.internal", "192.168.7.7", true)] // a named address
    [InlineData("other.internal", "192.168.7.8", false)]
    public void MayCall_NamedBySetting_IsAllowedWithoutHttpsToo(string host, string address, bool may)
    {
        var options = new DeliveryOptions { AllowedTargets = "alertmanager.internal; 10.9.0.0/16;192.168.7.7" };
        Assert.Empty(options.Problems());
        Assert.Equal(may, new AddressGuard(options).MayCall(host, IPAddress.Parse(address), isEncrypted: false));
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("http://localhost:{0}/")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/")]
    [InlineData("http://2130706433:{0}/")] // 127.0.0.1 as one number
    [InlineData("http://0x7f.1:{0}/")]
    [InlineData("https://127.0.0.1:{0}/")]
    public async Task Post_ToThisMachine_OpensNoConnection(string address)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var caller = new WebCaller(Options.Create(new DeliveryOptions()), new FakeTimeProvider());

        var target = new Uri(string.Format(null, address, ((IPEndPoint)listener.LocalEndpoint).Port));
        var refused = await Assert.ThrowsAsync<TargetRefusedException>(
            () => caller.PostAsync(target, "{}"u8.ToArray(), [], Cancel).Soon());

        Assert.Contains("Delivery__AllowedTargets", refused.Message, StringComparison.Ordinal);
        Assert.False(listener.Pending());
    }

    [Theory]
    [InlineData(204, SendOutcome.Taken)]
    [InlineData(302, SendOutcome.Refused)]
    [InlineData(400, SendOutcome.Refused)]
    [InlineData(404, SendOutcome.Refused)]
    [InlineData(408, SendOutcome.TryAgain)]
    [InlineData(429, SendOutcome.TryAgain)]
    [InlineData(503, SendOutcome.TryAgain)]
    public void ToResult_OfAStatus_SaysWhetherToTryAgain(int status, SendOutcome outcome)
    {
        var result = new WebAnswer(status, "your key was\r\ntop secret", TimeSpan.FromSeconds(7)).ToResult("top secret");

        Assert.Equal(outcome, result.Outcome);
        Assert.Equal(outcome == SendOutcome.TryAgain ? TimeSpan.FromSeconds(7) : null, result.RetryAfter);
        Assert.DoesNotContain("top secret", result.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', result.Answer);
    }
}
