namespace ServiceLevelDashboard.Analytics.Instances;

/// <summary>By which name this instance is known to the others.</summary>
/// <param name="Value">In words for a person, and no other instance's.</param>
public sealed record InstanceName(string Value);
