namespace ServiceLevelDashboard.Genesys.Push;

/// <summary>What a trial of live notifications showed; that they are not permitted is an exception.</summary>
/// <param name="OpenChannels">Channels of this OAuth client that were open before, other programs' included.</param>
/// <param name="WasTried">False where so many were open that one more might soon end another program's.</param>
/// <param name="ConnectionProblem">Why no connection could be made over which changes would come; null when one was, or nothing was tried.</param>
public sealed record NotificationTrial(int OpenChannels, bool WasTried, string? ConnectionProblem);
