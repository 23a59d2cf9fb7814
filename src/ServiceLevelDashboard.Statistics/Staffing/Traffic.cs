namespace ServiceLevelDashboard.Statistics.Staffing;

/// <summary>What a queue has to bear.</summary>
/// <param name="PerSecond">Contacts that arrive a second; 0 or more.</param>
/// <param name="HandleSeconds">Average handle time; above 0.</param>
public readonly record struct Traffic(double PerSecond, double HandleSeconds)
{
    /// <summary>Offered load: 360 contacts of 240 s in half an hour are 48 erlangs.</summary>
    public double Erlangs => PerSecond * HandleSeconds;

    /// <summary>Contacts in a span of time.</summary>
    public static Traffic Of(double contacts, TimeSpan span, double handleSeconds) => new(contacts / span.TotalSeconds, handleSeconds);
}
