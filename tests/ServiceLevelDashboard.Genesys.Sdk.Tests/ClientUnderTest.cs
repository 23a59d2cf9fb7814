namespace ServiceLevelDashboard.Genesys.Tests;

/// <summary>Which client the contract tests are run against.</summary>
internal static class ClientUnderTest
{
    public const string Name = "Sdk";
}
