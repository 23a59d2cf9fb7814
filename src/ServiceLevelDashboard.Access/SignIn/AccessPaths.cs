namespace ServiceLevelDashboard.Access.SignIn;

/// <summary>Where those are sent who are given a secret once. Relative to the site's root.</summary>
public static class AccessPaths
{
    /// <summary>Where the first administrator is made.</summary>
    public const string SetUp = "set-up";

    /// <summary>Where a person who was invited chooses a password.</summary>
    public const string Invitation = "invitation";
}
