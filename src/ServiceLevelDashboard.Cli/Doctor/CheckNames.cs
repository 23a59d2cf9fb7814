using System.Collections.Immutable;

namespace ServiceLevelDashboard.Cli.Doctor;

/// <summary>The names of the checks, as the table shows them and scripts may look for them.</summary>
internal static class CheckNames
{
    public const string Configuration = "Configuration";
    public const string Zone = "Time zone";
    public const string Reachable = "Reachable";
    public const string Credentials = "Credentials";
    public const string Queues = "Permission: queues";
    public const string Aggregates = "Permission: history";
    public const string Observations = "Permission: live";
    public const string Answered = "Live answers";
    public const string Notifications = "Permission: notifications";
    public const string Metrics = "Metrics";
    public const string Callbacks = "Callbacks";
    public const string Reach = "Reach of history";
    public const string Visible = "Queues and divisions";
    public const string Targets = "Targets";
    public const string Traffic = "Traffic";
    public const string Answers = "Answers";
    public const string Quota = "Quota";
    public const string Clock = "Clock";
    public const string Archive = "Archive";
    public const string Routes = "Routes";

    /// <summary>The checks that are always listed, in the order in which they build on each other.</summary>
    public static readonly ImmutableArray<string> InOrder =
        [Configuration, Zone, Reachable, Credentials, Queues, Aggregates, Observations, Visible, Targets, Traffic, Quota, Clock];

    /// <summary>The permission that a question needs, by its name in Genesys Cloud's roles.</summary>
    public static string PermissionOf(string check) => check switch
    {
        Queues => "Routing > Queue > View (routing:queue:view)",
        Aggregates => "Analytics > Conversation Aggregate > View (analytics:conversationAggregate:view)",
        Observations or Notifications => "Analytics > Queue Observation > View (analytics:queueObservation:view)",
        _ => "the permission",
    };
}
