namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>What was asked cannot be answered as it was asked. The message names the option or variable and what is accepted.</summary>
/// <param name="message">For a person.</param>
public sealed class UsageException(string message) : Exception(message);
