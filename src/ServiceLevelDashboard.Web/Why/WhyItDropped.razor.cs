using ServiceLevelDashboard.Statistics.Causes;

namespace ServiceLevelDashboard.Web.Why;

/// <summary>All that is known of the drop.</summary>
public sealed partial class WhyItDropped
{
    private bool HasDropped => Found?.Drop.Verdict is DropVerdict.Explained or DropVerdict.CannotTell;

    private string AgentsNote => Found switch
    {
        null or { Drop.AgentsKnown: true } => "",
        { Drop.Verdict: DropVerdict.Explained } => WhyText.AgentsShareUnknown,
        _ => WhyText.AgentsUnknown,
    };

    private string? Verdict => Found?.Drop.Verdict.ToString();
}
