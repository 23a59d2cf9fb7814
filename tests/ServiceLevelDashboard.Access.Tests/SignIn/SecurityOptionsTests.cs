using ServiceLevelDashboard.Access.SignIn;


namespace ServiceLevelDashboard.Access.Tests.SignIn;

public sealed class SecurityOptionsTests
{
    [Fact]
    public void Problems_Defaults_None()
    {
        Assert.Empty(new SecurityOptions().Problems());
        Assert.True(new SecurityOptions().HasLocalAccounts);
    }

    [Theory]
    [InlineData("Security:SignIn")]
    [InlineData("Security:IdleHours")]
    [InlineData("Security:LongestHours")]
    [InlineData("Security:LocalAccounts")]
    public void Problems_WrongValue_NamesTheKey(string key)
    {
        var options = key switch
        {
            "Security:SignIn" => new SecurityOptions { SignIn = "sometimes" },
            "Security:IdleHours" => new SecurityOptions { IdleHours = 0 },
            "Security:LongestHours" => new SecurityOptions { LongestHours = 9_000 },
            _ => new SecurityOptions { LocalAccounts = false },
        };

        Assert.StartsWith(key, Assert.Single(options.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_ServiceHalfConfigured_NamesWhatIsMissing()
    {
        var options = new SecurityOptions { OpenId = new OpenIdOptions { Authority = "http://login.example", ClientSecretFile = "/no/such/file" } };

        Assert.Equal(
            ["Security:OpenId:Authority", "Security:OpenId:ClientId", "Security:OpenId:ClientSecretFile", "Security:OpenId:Roles"],
            options.Problems().Select(p => p.Split(' ')[0]));
        Assert.False(options.HasLocalAccounts);
    }

    [Fact]
    public void RolesOf_ValuesOfTheClaim_GivesTheRolesThatNameThem()
    {
        var options = new OpenIdOptions { Roles = { ["administrator"] = "admins", ["supervisor"] = "leads; planners", ["viewer"] = "" } };

        Assert.Equal(["administrator", "supervisor"], options.RolesOf(["planners", "admins", "others"]));
        Assert.Empty(options.RolesOf(["Admins", "lead"]));
    }
}
