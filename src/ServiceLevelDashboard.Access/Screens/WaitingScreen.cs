using System.Net;
using System.Text.Json.Serialization;
using ServiceLevelDashboard.Analytics.Documents;

namespace ServiceLevelDashboard.Access.Screens;

/// <summary>A screen that waits to be approved, or has just been decided about, as it is kept.</summary>
/// <param name="Code">What it shows.</param>
/// <param name="Address">Where it asks from, as far as limits tell addresses apart; null from this machine.</param>
/// <param name="Browser">What its browser calls itself.</param>
/// <param name="At">Since when it waits, or when it was decided.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="Id">Its name when it was approved; null otherwise.</param>
public sealed record WaitingScreen(string Code, string? Address, string Browser, DateTimeOffset At, EnrolmentDecision Decision, string? Id)
{
    /// <summary>How they are kept, each under the hash of its secret. The program writes them: none is in the trail, who approves is with the screen.</summary>
    public static readonly DocumentKind<WaitingScreen> Kind = new(
        "waiting-screen",
        DocumentJson.Of<WaitingScreen>(),
        static (_, waiting) => waiting.Code.Length == EnrolmentDesk.CodeLength ? [] : [$"code must have {EnrolmentDesk.CodeLength} letters."],
        static (_, _) => []);

    /// <summary>Where it asks from; null from this machine.</summary>
    [JsonIgnore]
    public IPAddress? Client => IPAddress.TryParse(Address, out var address) ? address : null;

    /// <summary>Until when this holds.</summary>
    [JsonIgnore]
    public DateTimeOffset Until => At + (Decision == EnrolmentDecision.Approved ? EnrolmentDesk.FetchWithin : EnrolmentDesk.Lifetime);

    /// <summary>The code as it is read best: <c>BCDF-GHJK</c>.</summary>
    [JsonIgnore]
    public string Shown => $"{Code[..4]}-{Code[4..]}";
}

/// <summary>What was decided about a screen.</summary>
public enum EnrolmentDecision
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>It is let in.</summary>
    Approved,

    /// <summary>It is not.</summary>
    Refused,
}
