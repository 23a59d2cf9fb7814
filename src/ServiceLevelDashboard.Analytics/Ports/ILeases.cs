namespace ServiceLevelDashboard.Analytics.Ports;

/// <summary>Who may do what only one may do at a time, across processes. A lease ends by itself when its holder dies.</summary>
public interface ILeases
{
    /// <summary>Takes or renews a lease.</summary>
    /// <param name="name">What it is for.</param>
    /// <param name="holder">Who asks, in words for a person.</param>
    /// <param name="until">When it ends unless it is renewed.</param>
    /// <param name="now">The present moment.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>Who holds it now: the asker when it was free, had ended or was already the asker's.</returns>
    Task<string> TakeAsync(string name, string holder, DateTimeOffset until, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Gives a lease back; does nothing when somebody else holds it.</summary>
    Task ReleaseAsync(string name, string holder, CancellationToken cancellationToken);
}
