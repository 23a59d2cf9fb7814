using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Administration;

/// <summary>What an administrator does about a failure, by its kind.</summary>
internal static class FailureAdvice
{
    /// <summary>The steps, in order.</summary>
    public static IReadOnlyList<string> For(RefreshFailure failure) => failure.Kind switch
    {
        FailureKind.Authentication => [AdministrationText.FixCredentials, AdministrationText.FixActive, AdministrationText.FixRegion],
        FailureKind.Permission => [.. Permissions(failure), AdministrationText.FixAssign, AdministrationText.FixDivisions],
        FailureKind.Throttled => [AdministrationText.FixWait, AdministrationText.FixShare],
        _ => [AdministrationText.FixNetwork, AdministrationText.FixStatus],
    };

    /// <summary>The name of a permission as Genesys Cloud's administration shows it; the API name when it is not one of ours.</summary>
    public static string PermissionName(string permission) => permission switch
    {
        "analytics:conversationAggregate:view" => AdministrationText.PermissionAggregate,
        "analytics:queueObservation:view" => AdministrationText.PermissionObservation,
        "routing:queue:view" => AdministrationText.PermissionQueue,
        _ => permission,
    };

    private static IEnumerable<string> Permissions(RefreshFailure failure) => failure.MissingPermissions.IsDefaultOrEmpty
        ? [AdministrationText.FixAllPermissions]
        : failure.MissingPermissions.Select(p => Format.Text(AdministrationText.FixPermission, PermissionName(p), p));
}
