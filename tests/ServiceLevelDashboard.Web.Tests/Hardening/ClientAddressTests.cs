using System.Net;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Access.SignIn;
using ServiceLevelDashboard.Web.Hardening;

namespace ServiceLevelDashboard.Web.Tests.Hardening;

public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2f3:4:5:6:7", "2001:db8:1:200::")]
    public void Of_Address_IsOneVisitor(string given, string expected) =>
        Assert.Equal(IPAddress.Parse(expected), ClientAddress.Of(IPAddress.Parse(given)));

    [Fact]
    public void Gate_TooManyOfOneAddress_OthersStillEnter()
    {
        var gate = new ConnectionGate(Options.Create(new HardeningOptions { ConnectionsPerClient = 2 }));
        var (greedy, other) = (IPAddress.Parse("192.0.2.7"), IPAddress.Parse("192.0.2.8"));

        Assert.True(gate.TryEnter(greedy));
        Assert.True(gate.TryEnter(greedy));
        Assert.False(gate.TryEnter(greedy));
        Assert.True(gate.TryEnter(other));
        gate.Leave(greedy);
        Assert.True(gate.TryEnter(greedy));
    }
}
