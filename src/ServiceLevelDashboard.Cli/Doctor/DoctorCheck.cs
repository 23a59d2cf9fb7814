namespace ServiceLevelDashboard.Cli.Doctor;

/// <summary>How a check ended.</summary>
internal enum CheckStatus
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Works, and somebody should know.</summary>
    Warn,

    /// <summary>Does not work.</summary>
    Fail,

    /// <summary>Could not be looked at because an earlier check failed.</summary>
    Skipped,
}

/// <summary>One thing that the doctor looked at. Its texts hold no secrets and no names of queues: a person may send them on.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Finding">What was seen.</param>
/// <param name="Cause">Why it is not as it should be; null when it is.</param>
/// <param name="Fix">What to do; null when nothing needs to be done.</param>
internal sealed record DoctorCheck(string Name, CheckStatus Status, string Finding, string? Cause = null, string? Fix = null);
