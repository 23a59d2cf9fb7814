using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Genesys.Calls;

/// <summary>Gets questions answered. How a question is cut, and what its answer means, is decided by the one who asks.</summary>
internal interface IApiClient
{
    /// <param name="call">The question.</param>
    /// <param name="read">Reads the answer to its end; called anew for every attempt, so it must begin from nothing.</param>
    /// <param name="tally">Counts the calls.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="ContactCentreException">No answer; the message says what to do.</exception>
    /// <exception cref="RefusedResponseException">The question itself was refused (400 or 413), or took too long and can be cut.</exception>
    Task<Response<T>> QueryAsync<T>(ApiCall call, Func<Stream, CancellationToken, ValueTask<T>> read, CallTally tally, CancellationToken cancellationToken);
}
