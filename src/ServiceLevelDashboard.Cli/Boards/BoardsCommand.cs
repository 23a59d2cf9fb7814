using System.Collections.Immutable;
using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Cli.Archive;

namespace ServiceLevelDashboard.Cli.Boards;

/// <summary>
/// <c>sld boards</c>: the boards that people keep, to a file and back, so that a fleet can be kept in git. By the same rules as in the
/// browser; a running dashboard shows what was imported within seconds.
/// </summary>
internal static class BoardsCommand
{
    public static Command Of(Shell shell) => new("boards", "Boards as YAML: export, check or import a file.")
    {
        Export(shell),
        Check(shell),
        Import(shell),
    };

    private static Command Export(Shell shell)
    {
        var output = new Option<string?>("--output") { HelpName = "FILE", Description = "Where to write; standard output when not given." };
        var (data, url) = (ArchiveAccess.Data(), CommonOptions.Url());
        var command = new Command(
            "export", "Write the boards that were made in the browser or imported. Boards of the settings are in the settings.") { output, data, url };
        command.SetAction(async (given, cancellationToken) =>
        {
            await using var services = ArchiveAccess.Services(shell, given.GetValue(data), given.GetValue(url));
            if (!ArchiveAccess.Exists(services))
            {
                throw new UsageException("There is no archive yet, and so there are no boards. Name its folder with --data.");
            }

            var documents = services.GetRequiredService<IDocumentStore>();
            using var boards = await BookAsync(documents, BoardDocuments.Kind, shell, cancellationToken);
            using var groups = await BookAsync(documents, GroupRules.Kind, shell, cancellationToken);
            var yaml = BoardYaml.Write(boards.All.Select(b => KeyValuePair.Create(b.Key, b.Value.Value)), key => groups.Find(key)?.Value.Name);
            OutputFile.Write(shell.Terminal, given.GetValue(output), OutputFile.Text(writer => writer.Write(yaml)));
            return boards.All.IsEmpty ? ExitCode.NoData : ExitCode.Ok;
        });
        return command;
    }

    private static Command Check(Shell shell)
    {
        var file = File();
        var command = new Command("check", "Say whether a file could be imported, and what is wrong with it. Needs no archive.") { file };
        command.SetAction(given =>
        {
            var boards = Read(shell, given.GetRequiredValue(file));
            if (boards is null)
            {
                return ExitCode.CheckFailed;
            }
            shell.Terminal.Say($"{Counted(boards.Count)} and no mistake.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Import(Shell shell)
    {
        var file = File();
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would change, and change nothing." };
        var (data, url) = (ArchiveAccess.Data(), CommonOptions.Url());
        var command = new Command(
            "import",
            "Import the boards of a file: all of them, or none if one is invalid. Boards that are not in the file stay.") { file, dryRun, data, url };
        command.SetAction(async (given, cancellationToken) =>
        {
            if (Read(shell, given.GetRequiredValue(file)) is not { } boards)
            {
                return ExitCode.CheckFailed;
            }
            await using var services = ArchiveAccess.Services(shell, given.GetValue(data), given.GetValue(url));
            using var kept = await BookAsync(services.GetRequiredService<IDocumentStore>(), BoardDocuments.Kind, shell, cancellationToken);
            ImmutableArray<(string Key, BoardOptions Value, int ExpectedVersion)> changes =
            [
                .. from board in boards
                   let known = kept.Find(board.Key)
                   where known is null || BoardDocuments.Text(known.Value) != BoardDocuments.Text(board.Value)
                   select (board.Key, board.Value, known?.Version ?? 0),
            ];
            foreach (var (name, _, version) in changes)
            {
                shell.Terminal.Say($"{(version == 0 ? "new" : "changed")}: {name}");
            }
            if (given.GetValue(dryRun) || changes.IsEmpty)
            {
                shell.Terminal.Say(changes.IsEmpty ? "All boards are already as in the file." : "Nothing was changed.");
                return ExitCode.Ok;
            }

            var saved = await kept.SaveAllAsync(changes, Actor.Shell("sld boards import"), cancellationToken);
            shell.Terminal.Say(saved.Outcome switch
            {
                SaveOutcome.Saved => $"{Counted(changes.Length)} written.",
                SaveOutcome.Conflict => "Someone else changed one of these boards at the same moment: nothing was written. Run it again.",
                _ => "The archive isn't writable right now: nothing was written.",
            });
            return saved.IsSaved ? ExitCode.Ok : saved.Outcome == SaveOutcome.Conflict ? ExitCode.CheckFailed : ExitCode.Unavailable;
        });
        return command;
    }

    private static Argument<string> File() => new("FILE") { Description = $"The file; {InputFile.FromStandardInput} reads standard input." };

    /// <summary>The boards of a file; null when something is wrong, which has been said line by line.</summary>
    private static ImmutableSortedDictionary<string, BoardOptions>? Read(Shell shell, string file)
    {
        var (boards, screens, problems) = BoardYaml.ReadFile(InputFile.Text(file));
        foreach (var problem in problems)
        {
            shell.Terminal.Say(FormattableString.Invariant($"{file}:{problem.Line}: {problem.Sentence}"));
        }
        if (!problems.IsEmpty)
        {
            shell.Terminal.Say(
                FormattableString.Invariant($"{(problems.Length == 1 ? "1 mistake" : $"{problems.Length} mistakes")}: nothing of this file can be imported."));
        }
        if (!screens.IsEmpty)
        {
            shell.Terminal.Say(
                FormattableString.Invariant($"Screens in the file ({screens.Length}) are left alone: import them in the browser (Boards, Import)."));
        }
        return problems.IsEmpty ? boards : null;
    }

    private static async Task<DocumentCache<T>> BookAsync<T>(IDocumentStore store, DocumentKind<T> kind, Shell shell, CancellationToken cancellationToken)
        where T : class
    {
        var book = new DocumentCache<T>(store, kind, shell.Clock, NullLogger<DocumentCache<T>>.Instance);
        await book.RefreshAsync(cancellationToken);
        return book;
    }

    private static string Counted(int boards) => InvariantFormat.Counted(boards, "board", "boards");
}
