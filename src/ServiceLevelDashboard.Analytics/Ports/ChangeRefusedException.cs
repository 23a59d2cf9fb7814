namespace ServiceLevelDashboard.Analytics.Ports;

/// <summary>A change would break what must stay true of the whole archive: nothing was changed.</summary>
/// <param name="message">What would be broken, and what to do first.</param>
public sealed class ChangeRefusedException(string message) : Exception(message);
