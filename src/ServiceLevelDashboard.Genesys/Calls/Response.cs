namespace ServiceLevelDashboard.Genesys.Calls;

/// <summary>An answer that was read whole.</summary>
/// <param name="Value">What was read.</param>
/// <param name="At">The service's clock when it answered (<c>Date</c>), or ours when it gave none.</param>
internal readonly record struct Response<T>(T Value, DateTimeOffset At);
