namespace ServiceLevelDashboard.Genesys.Connection;

/// <summary>Finds the client on the vendor's own library, where this build has it (<c>docs/decisions/purecloud-sdk.md</c>).</summary>
internal static class VendorLibrary
{
    /// <summary>
    /// Its client, or null where this build is without it. Found by name, since the project is part of a build only where the vendor's package can be restored.
    /// </summary>
    public static Type? Client => Type.GetType("ServiceLevelDashboard.Genesys.Sdk.SdkApiClient, ServiceLevelDashboard.Genesys.Sdk");
}
