namespace ServiceLevelDashboard.Analytics.Ports;

/// <summary>
/// Who may do what only one may do at a time, across processes and machines. The archive's clock judges, so that machines whose clocks differ agree. A lease
/// ends by itself when its holder dies.
/// </summary>
public interface ILeases
{
    /// <summary>Takes or renews a lease.</summary>
    /// <param name="name">What it is for.</param>
    /// <param name="holder">Who asks, in words for a person.</param>
    /// <param name="length">After how long it ends unless it is renewed.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>How it stands now: the asker's when it was free, had ended or was already the asker's.</returns>
    Task<Lease> TakeAsync(string name, string holder, TimeSpan length, CancellationToken cancellationToken);

    /// <summary>Gives a lease back; does nothing when somebody else holds it.</summary>
    Task ReleaseAsync(string name, string holder, CancellationToken cancellationToken);
}

/// <summary>A lease as it stands.</summary>
/// <param name="Holder">Who holds it.</param>
/// <param name="Epoch">Counts the times that it went to another holder, or to the same one after it had ended. Never goes back.</param>
public sealed record Lease(string Holder, long Epoch);
