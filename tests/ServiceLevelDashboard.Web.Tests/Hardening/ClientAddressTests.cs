using System.Net;
using ServiceLevelDashboard.Access.SignIn;

namespace ServiceLevelDashboard.Web.Tests.Hardening;

public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2f3:4:5:6:7", "2001:db8:1:200::")]
    public void Of_Address_IsOneVisitor(string given, string expected) =>
        Assert.Equal(IPAddress.Parse(expected), ClientAddress.Of(IPAddress.Parse(given)));
}
