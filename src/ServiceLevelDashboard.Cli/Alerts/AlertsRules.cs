using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Cli.Archive;

namespace ServiceLevelDashboard.Cli.Alerts;

/// <summary>Rules of alerts to a file and back, so that they can be kept in git.</summary>
internal static class AlertsRules
{
    public static Command Export(Shell shell)
    {
        var output = new Option<string?>("--output") { HelpName = "FILE", Description = "Where to write; standard output when not given." };
        var (data, url) = (ArchiveAccess.Data(), CommonOptions.Url());
        var command = new Command("export", "Write the rules as YAML.") { output, data, url };
        command.SetAction(async (given, cancellationToken) =>
        {
            await using var archive = await AlertsArchive.OpenAsync(shell, given.GetValue(data), given.GetValue(url), mayBeNew: false, cancellationToken);
            var yaml = AlertYaml.Rules.Write(archive.Rules.All.Select(static r => KeyValuePair.Create(r.Key, r.Value.Value)));
            OutputFile.Write(shell.Terminal, given.GetValue(output), OutputFile.Text(writer => writer.Write(yaml)));
            return archive.Rules.All.IsEmpty ? ExitCode.NoData : ExitCode.Ok;
        });
        return command;
    }

    public static Command Validate(Shell shell)
    {
        var file = File();
        var command = new Command("validate", "Say whether a file of rules could be imported, and what is wrong with it. Needs no archive.") { file };
        command.SetAction(given =>
        {
            if (Read(shell, given.GetRequiredValue(file)) is not { } rules)
            {
                return ExitCode.CheckFailed;
            }
            shell.Terminal.Say($"{Counted(rules.Count)} and no mistake.");
            return ExitCode.Ok;
        });
        return command;
    }

    public static Command Import(Shell shell)
    {
        var file = File();
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would change, and change nothing." };
        var (data, url) = (ArchiveAccess.Data(), CommonOptions.Url());
        var command = new Command(
            "import", "Import the rules of a file: all of them, or none if one is invalid. Rules that are not in the file stay.") { file, dryRun, data, url };
        command.SetAction(async (given, cancellationToken) =>
        {
            if (Read(shell, given.GetRequiredValue(file)) is not { } rules)
            {
                return ExitCode.CheckFailed;
            }
            await using var archive = await AlertsArchive.OpenAsync(shell, given.GetValue(data), given.GetValue(url), mayBeNew: true, cancellationToken);
            ImmutableArray<(string Key, AlertRule Value, int ExpectedVersion)> changes =
            [
                .. from rule in rules
                   let known = archive.Rules.Find(rule.Key)
                   where known is null || Text(known.Value) != Text(rule.Value)
                   select (rule.Key, rule.Value, known?.Version ?? 0),
            ];
            foreach (var (key, _, version) in changes)
            {
                shell.Terminal.Say($"{(version == 0 ? "new" : "changed")}: {key}");
            }
            if (given.GetValue(dryRun) || changes.IsEmpty)
            {
                shell.Terminal.Say(changes.IsEmpty ? "All rules are already as in the file." : "Nothing was changed.");
                return ExitCode.Ok;
            }

            var saved = await archive.Rules.SaveAllAsync(changes, Actor.Shell("sld alerts import"), cancellationToken);
            shell.Terminal.Say(saved.Outcome switch
            {
                SaveOutcome.Saved => $"{Counted(changes.Length)} written.",
                SaveOutcome.Conflict => "Someone else changed one of these rules at the same moment: nothing was written. Run it again.",
                SaveOutcome.Invalid => string.Join(' ', saved.Problems),
                _ => "The archive isn't writable right now: nothing was written.",
            });
            return AlertsAct.CodeOf(saved);
        });
        return command;
    }

    /// <summary>The rules of a file; null when something is wrong, which has been said line by line.</summary>
    public static ImmutableSortedDictionary<string, AlertRule>? Read(Shell shell, string file)
    {
        var (rules, problems) = AlertYaml.Rules.Read(InputFile.Text(file));
        foreach (var problem in problems)
        {
            shell.Terminal.Say(FormattableString.Invariant($"{file}:{problem.Line}: {problem.Sentence}"));
        }
        if (!problems.IsEmpty)
        {
            shell.Terminal.Say(
                FormattableString.Invariant($"{(problems.Length == 1 ? "1 mistake" : $"{problems.Length} mistakes")}: nothing of this file can be imported."));
        }
        return problems.IsEmpty ? rules : null;
    }

    private static string Text(AlertRule rule) => JsonSerializer.Serialize(rule, AlertRules.Kind.Json);

    private static Argument<string> File() => new("FILE") { Description = $"The file; {InputFile.FromStandardInput} reads standard input." };

    private static string Counted(int rules) => rules == 1 ? "1 rule" : FormattableString.Invariant($"{rules} rules");
}
