namespace ServiceLevelDashboard.Web.Hosting;

/// <summary>The host must not start as it is configured. The message is for a person: why, and what to change; it follows "Not started: ".</summary>
internal sealed class StartRefusedException(string message) : Exception(message);
