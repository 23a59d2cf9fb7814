namespace ServiceLevelDashboard.Domain;

/// <summary>
/// What is known of callbacks that call the customer first. They are offered and connected and never carry an answer, so no level can be made of
/// them; those that reach an agent come again as voice. Nearly every row has <see cref="None"/>, which all share. Worked: 31 offered,
/// 28 connected, on the row of callbacks; 25 bridged on that of voice.
/// </summary>
/// <param name="Offered">Offered callbacks that can have no level: a part of <see cref="ContactCounts.Offered"/>, and of no denominator.</param>
/// <param name="Connected">Of these, how often the customer was reached (<c>nConnected</c>).</param>
/// <param name="Bridged">Contacts of the row that are calls of such callbacks (<c>nCfcOffered</c>): answered at once, they lift its level.</param>
/// <param name="BridgedAnswered">Of these, the answered ones (<c>tCfcAnswered</c>).</param>
/// <param name="BridgedAbandoned">Of these, the abandoned ones (<c>tCfcAbandon</c>).</param>
/// <param name="Level">Genesys' own level of such callbacks (<c>oCallbackServiceLevel</c>); null when it gives none.</param>
public sealed record CustomerFirstCounts(
    int Offered, int Connected, int Bridged, int BridgedAnswered, int BridgedAbandoned, GenesysServiceLevel? Level)
{
    /// <summary>None of it.</summary>
    public static readonly CustomerFirstCounts None = new(0, 0, 0, 0, 0, null);

    /// <summary>Both together.</summary>
    public static CustomerFirstCounts operator +(CustomerFirstCounts a, CustomerFirstCounts b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return ReferenceEquals(a, None) ? b
            : ReferenceEquals(b, None) ? a
            : new(
                a.Offered + b.Offered, a.Connected + b.Connected, a.Bridged + b.Bridged,
                a.BridgedAnswered + b.BridgedAnswered, a.BridgedAbandoned + b.BridgedAbandoned, GenesysServiceLevel.Sum(a.Level, b.Level));
    }

    /// <summary>Named form of the addition.</summary>
    public static CustomerFirstCounts Add(CustomerFirstCounts a, CustomerFirstCounts b) => a + b;
}
