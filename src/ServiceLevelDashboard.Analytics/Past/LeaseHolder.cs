using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>By which names processes are known to each other: what they are, the machine and the process.</summary>
public static partial class LeaseHolder
{
    /// <summary>This process as a dashboard.</summary>
    public static readonly string Dashboard = Of("the dashboard");

    private static int _instances;

    /// <summary>One more instance of the dashboard; the first of this process is <see cref="Dashboard"/>.</summary>
    public static string NewInstance() => Interlocked.Increment(ref _instances) is > 1 and var number
        ? Of(FormattableString.Invariant($"the dashboard {number}"))
        : Dashboard;

    /// <summary>This process: <c>sld on host (process 4711)</c>.</summary>
    public static string Of(string what) =>
        FormattableString.Invariant($"{what} on {Environment.MachineName} (process {Environment.ProcessId})");

    /// <summary>
    /// Whether a holder ran on this machine and its process is no more. False whenever that cannot be known: another machine, or a
    /// number that another process has taken over.
    /// </summary>
    public static bool IsGone(string holder)
    {
        var match = Form().Match(holder);
        if (!match.Success || match.Groups["machine"].Value != Environment.MachineName)
        {
            return false;
        }
        if (!int.TryParse(match.Groups["process"].Value, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }
        try
        {
            using var process = Process.GetProcessById(number);
            return process.HasExited;
        }
        catch (ArgumentException)
        {
            return true; // no such process
        }
    }

    [GeneratedRegex(@"on (?<machine>\S+) \(process (?<process>\d+)\)$")]
    private static partial Regex Form();
}
