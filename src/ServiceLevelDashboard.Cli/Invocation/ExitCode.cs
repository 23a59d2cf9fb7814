namespace ServiceLevelDashboard.Cli.Invocation;

/// <summary>What the shell is told at the end. Scripts rely on these numbers: they do not change.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int Defect = 1;
    public const int Usage = 2;
    public const int NoData = 3;
    public const int Authentication = 4;
    public const int Permission = 5;
    public const int Throttled = 6;
    public const int Unavailable = 7;
    public const int CheckFailed = 8;
    public const int Differs = 9;
    public const int Interrupted = 130;

    public const string Help =
        """
        Exit codes:
            0  done
            1  a defect of this program
            2  wrong use or incomplete configuration; the message says what to change
            3  no data found
            4  the credentials were refused
            5  a permission is missing
            6  the contact centre limits the number of calls; the message says how long to wait
            7  the contact centre cannot be reached or gave no usable answer
            8  sld doctor, sld boards, sld alerts, sld schedules: a check failed
            9  sld reconcile: an interval differs from Genesys' own figures
          130  interrupted (Ctrl-C)
        """;
}
