using System.CommandLine;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Cli.Archive;

namespace ServiceLevelDashboard.Cli.Alerts;

/// <summary>What people do about an alert.</summary>
internal static class AlertsAct
{
    private const string IdDescription = "The alert's id, as `sld alerts list` gives it.";

    public static Command Acknowledge(Shell shell)
    {
        var id = new Argument<string>("ALERT") { Description = IdDescription };
        var note = new Option<string?>("--note") { HelpName = "TEXT", Description = "What is being done about it." };
        var (data, url) = (ArchiveAccess.Data(), CommonOptions.Url());
        var command = new Command("acknowledge", "Take note of an alert: it is not escalated and not repeated.") { id, note, data, url };
        command.SetAction((given, cancellationToken) => ActAsync(
            shell, given, given.GetRequiredValue(id), data, url,
            (archive, alert) => archive.Alerts.AcknowledgeAsync(
                alert.Id, given.GetValue(note) ?? "", Actor.Shell("sld alerts acknowledge"), cancellationToken),
            "Acknowledged.", "Someone has acknowledged it before.", cancellationToken));
        return command;
    }

    public static Command Silence(Shell shell)
    {
        var id = new Argument<string>("ALERT") { Description = IdDescription };
        var span = CommonOptions.OfValue<TimeSpan>(
            "--for", "SPAN", $"How long: {ReportRange.AcceptedSpans}, up to 31 days.", ReportRange.AcceptedSpans, ReportRange.TryReadSpan);
        var why = new Option<string?>("--why") { HelpName = "TEXT", Description = "Why." };
        var end = new Option<bool>("--end") { Description = "End the silence that there is." };
        var (data, url) = (ArchiveAccess.Data(), CommonOptions.Url());
        var command = new Command(
            "silence", "Tell nobody of the alert's rule and subject for a while, however often it begins and ends; it is still shown.")
        {
            id, span, why, end, data, url,
        };
        command.SetAction((given, cancellationToken) =>
        {
            var who = Actor.Shell("sld alerts silence");
            if (given.GetValue(end))
            {
                return ActAsync(
                    shell, given, given.GetRequiredValue(id), data, url, (archive, alert) => archive.Alerts.EndSilenceAsync(alert, who, cancellationToken),
                    "The silence has ended.", "It is not silenced.", cancellationToken);
            }
            if (given.GetValue(span) is not { } length || string.IsNullOrWhiteSpace(given.GetValue(why)))
            {
                throw new UsageException("A silence needs --for and --why, for instance --for 2h --why \"known: carrier is down\".");
            }
            return ActAsync(
                shell, given, given.GetRequiredValue(id), data, url,
                (archive, alert) => archive.Alerts.SilenceAsync(
                    alert, shell.Clock.GetUtcNow() + length, given.GetValue(why)!, who, cancellationToken), // it is there
                "Silenced.", "Someone else silenced it at the same moment.", cancellationToken);
        });
        return command;
    }

    /// <summary>The exit code of a change.</summary>
    public static int CodeOf(SaveResult saved) => saved.Outcome switch
    {
        SaveOutcome.Saved => ExitCode.Ok,
        SaveOutcome.Invalid => ExitCode.Usage,
        SaveOutcome.Conflict => ExitCode.CheckFailed,
        _ => ExitCode.Unavailable,
    };

    private static async Task<int> ActAsync(
        Shell shell, ParseResult given, string id, Option<string?> data, Option<string?> url, Func<AlertsArchive, AlertView, Task<SaveResult>> act,
        string done, string conflict, CancellationToken cancellationToken)
    {
        await using var archive = await AlertsArchive.OpenAsync(shell, given.GetValue(data), given.GetValue(url), mayBeNew: false, cancellationToken);
        if (await archive.Alerts.FindAsync(id, cancellationToken) is not { } alert)
        {
            throw new UsageException($"There is no alert {id}. See: sld alerts list");
        }
        var saved = await act(archive, alert);
        shell.Terminal.Say(saved.Outcome switch
        {
            SaveOutcome.Saved => done,
            SaveOutcome.Conflict => conflict,
            SaveOutcome.Invalid => string.Join(' ', saved.Problems),
            _ => "The archive isn't writable right now: nothing was written.",
        });
        return CodeOf(saved);
    }
}
