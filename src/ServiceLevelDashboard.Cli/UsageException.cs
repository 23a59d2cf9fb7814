namespace ServiceLevelDashboard.Cli;

/// <summary>The command cannot be carried out as it was given. The message names the option or variable and what is accepted.</summary>
internal sealed class UsageException(string message) : Exception(message);
