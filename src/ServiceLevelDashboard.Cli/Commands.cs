using System.Collections.Immutable;
using System.CommandLine;
using ServiceLevelDashboard.Cli.Accounts;
using ServiceLevelDashboard.Cli.Alerts;
using ServiceLevelDashboard.Cli.Archive;
using ServiceLevelDashboard.Cli.Assistants;
using ServiceLevelDashboard.Cli.Backfilling;
using ServiceLevelDashboard.Cli.Boards;
using ServiceLevelDashboard.Cli.Doctor;
using ServiceLevelDashboard.Cli.Exporting;
using ServiceLevelDashboard.Cli.Forecasting;
using ServiceLevelDashboard.Cli.Reconciling;
using ServiceLevelDashboard.Cli.Reporting;
using ServiceLevelDashboard.Cli.Routes;
using ServiceLevelDashboard.Cli.Schedules;

namespace ServiceLevelDashboard.Cli;

/// <summary>All commands. A class of its own, so that a version is said without loading what they need.</summary>
internal static class Commands
{
    /// <summary>The commands by name, in the order of the help.</summary>
    public static readonly ImmutableArray<(string Name, Func<Shell, Command> Of)> All =
    [
        ("report", ReportCommand.Of),
        ("queues", QueuesCommand.Of),
        ("reconcile", ReconcileCommand.Of),
        ("forecast", ForecastCommand.Of),
        ("staff", StaffCommand.Of),
        ("backtest", BacktestCommand.Of),
        ("doctor", DoctorCommand.Of),
        ("backfill", BackfillCommand.Of),
        ("export", ExportCommand.Of),
        ("backup", BackupCommands.Backup),
        ("restore", BackupCommands.Restore),
        ("boards", BoardsCommand.Of),
        ("alerts", AlertsCommand.Of),
        ("schedules", SchedulesCommand.Of),
        ("accounts", AccountsCommand.Of),
        ("routes", RoutesCommand.Of),
        ("mcp", McpCommand.Of),
        ("simulate", SimulateCommand.Of),
        ("health", HealthCommand.Of),
    ];
}
