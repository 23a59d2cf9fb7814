namespace ServiceLevelDashboard.Access.Screens;

/// <summary>Knows when nobody needs a screen.</summary>
public interface IScreenHours
{
    /// <summary>Why a screen may be dark at a moment; null when it should show its board.</summary>
    DarkReason? ReasonAt(Screen screen, DateTimeOffset now);
}
