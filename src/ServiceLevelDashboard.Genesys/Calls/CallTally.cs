namespace ServiceLevelDashboard.Genesys.Calls;

/// <summary>What one question of the port has cost so far, over all its calls.</summary>
internal sealed class CallTally
{
    private int _calls;

    /// <summary>HTTP calls sent, retries included; a token request belongs to nobody and is not in it.</summary>
    public int Calls => Volatile.Read(ref _calls);

    public void Count() => Interlocked.Increment(ref _calls);
}
