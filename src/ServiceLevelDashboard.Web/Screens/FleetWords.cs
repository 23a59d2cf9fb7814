namespace ServiceLevelDashboard.Web.Screens;

/// <summary>What is said of an order for many screens.</summary>
internal static class FleetWords
{
    /// <summary>What came of it for a screen.</summary>
    public static string Of(FleetOutcome outcome) => outcome switch
    {
        FleetOutcome.Done => ScreensText.OutcomeDone,
        FleetOutcome.NotConnected => ScreensText.StandingAway,
        FleetOutcome.Refused => ScreensText.OutcomeRefused,
        FleetOutcome.NotKept => ScreensText.OutcomeNotKept,
        _ => ScreensText.OutcomeGone,
    };
}
