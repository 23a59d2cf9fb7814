using System.CommandLine;

namespace ServiceLevelDashboard.Cli.Alerts;

/// <summary>
/// <c>sld alerts</c>: what rings, and the rules that say so. By the same rules as in the browser; a running dashboard sees changes within seconds.
/// </summary>
internal static class AlertsCommand
{
    public static Command Of(Shell shell) => new(
        "alerts", "Alerts and their rules: list, acknowledge, silence, replay over the past, export, validate or import as YAML.")
    {
        AlertsList.Of(shell),
        AlertsReplay.Of(shell),
        AlertsRules.Export(shell),
        AlertsRules.Validate(shell),
        AlertsRules.Import(shell),
        AlertsAct.Acknowledge(shell),
        AlertsAct.Silence(shell),
    };
}
