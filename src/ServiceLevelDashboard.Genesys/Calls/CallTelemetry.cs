using System.Diagnostics;

namespace ServiceLevelDashboard.Genesys.Calls;

/// <summary>
/// A question to the service as a span, whose children are the HTTP requests that it took. It says what the question was for, and neither its address nor its
/// body: in these are ids and channels.
/// </summary>
internal static class CallTelemetry
{
    private static readonly ActivitySource Source = new("ServiceLevelDashboard.Genesys");

    /// <summary>Begins a question; null while nobody listens.</summary>
    public static Activity? Begin(ApiCall call) => Source.StartActivity(call.Purpose, ActivityKind.Client);
}
