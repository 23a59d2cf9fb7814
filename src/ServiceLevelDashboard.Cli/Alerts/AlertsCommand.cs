using System.CommandLine;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Cli.Documents;

namespace ServiceLevelDashboard.Cli.Alerts;

/// <summary>
/// <c>sld alerts</c>: what rings, and the rules that say so. By the same rules as in the browser; a running dashboard sees changes within seconds.
/// </summary>
internal static class AlertsCommand
{
    public static Command Of(Shell shell)
    {
        var command = new Command(
            "alerts", "Alerts and their rules: list, acknowledge, silence, replay over the past, export, validate or import as YAML.")
        {
            AlertsList.Of(shell),
            AlertsReplay.Of(shell),
        };
        foreach (var file in Rules(shell).Commands)
        {
            command.Subcommands.Add(file);
        }
        command.Subcommands.Add(AlertsAct.Acknowledge(shell));
        command.Subcommands.Add(AlertsAct.Silence(shell));
        return command;
    }

    /// <summary>Rules to a file and back.</summary>
    public static DocumentFiles<AlertRule> Rules(Shell shell) => new(shell, AlertRules.Kind, AlertYaml.Rules, "alerts", "rule", "rules");
}
