using System.Globalization;

namespace ServiceLevelDashboard.Web.Hosting;

/// <summary>What the program needs of the machine before anything else.</summary>
internal static class Machine
{
    /// <summary>Looks whether languages and time zones are there.</summary>
    /// <exception cref="StartRefusedException">They are not; the message says what to install.</exception>
    public static void Check()
    {
        try
        {
            _ = CultureInfo.GetCultureInfo(Languages.Default);
        }
        catch (CultureNotFoundException)
        {
            throw new StartRefusedException(
                "there are no languages on this machine. Take DOTNET_SYSTEM_GLOBALIZATION_INVARIANT away and install ICU (Debian: apt-get install libicu72).");
        }
        if (!TimeZoneInfo.TryFindSystemTimeZoneById("Europe/London", out _))
        {
            throw new StartRefusedException("there are no time zones on this machine. Install tzdata (Debian: apt-get install tzdata), or take TZDIR away.");
        }
    }
}
