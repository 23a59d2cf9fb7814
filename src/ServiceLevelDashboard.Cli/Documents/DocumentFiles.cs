using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Cli.Archive;

namespace ServiceLevelDashboard.Cli.Documents;

/// <summary>
/// Documents of one kind to a file and back, so that they can be kept in git: the commands <c>export</c>, <c>validate</c> and <c>import</c>. By the same rules
/// as in the browser; a running dashboard shows what was imported within seconds.
/// </summary>
/// <param name="shell">The shell.</param>
/// <param name="kind">What they are.</param>
/// <param name="yaml">How a file writes them.</param>
/// <param name="command">The command's name: <c>schedules</c>.</param>
/// <param name="one">One of them, for people: <c>schedule</c>.</param>
/// <param name="many">Several of them.</param>
internal sealed class DocumentFiles<T>(Shell shell, DocumentKind<T> kind, DocumentYaml<T> yaml, string command, string one, string many)
    where T : class
{
    /// <summary>The three commands.</summary>
    public IEnumerable<Command> Commands => [Export(), Validate(), Import()];

    /// <summary>The documents as they are kept; nothing where there is no archive yet.</summary>
    public async Task<DocumentCache<T>> ReadAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (!ArchiveAccess.Exists(services))
        {
            throw new UsageException($"There is no archive yet, and so there are no {many}. Name its folder with --data.");
        }
        return await BookAsync(services, cancellationToken);
    }

    /// <summary>The document that somebody names by its key, or by its name where only one has it.</summary>
    /// <exception cref="UsageException">There is none, or there are several.</exception>
    public Document<T> Find(DocumentCache<T> book, string given, Func<T, string> nameOf)
    {
        var found = book.Find(given) is { } byKey ? [byKey]
            : book.All.Values.Where(d => string.Equals(nameOf(d.Value), given.Trim(), StringComparison.OrdinalIgnoreCase)).ToArray();
        return found is [var only] ? only : throw new UsageException(
            found.Length == 0 ? $"There is no {one} '{given}'. `sld {command} list` lists them." : $"Several are called '{given}'. Give the key: {string.Join(", ", found.Select(static d => d.Key))}.");
    }

    private Command Export()
    {
        var output = new Option<string?>("--output") { HelpName = "FILE", Description = "Where to write; standard output when not given." };
        var (data, url) = (ArchiveAccess.Data(), CommonOptions.Url());
        var made = new Command("export", $"Write the {many} as YAML.") { output, data, url };
        made.SetAction(async (given, cancellationToken) =>
        {
            await using var services = ArchiveAccess.Services(shell, given.GetValue(data), given.GetValue(url));
            using var book = await ReadAsync(services, cancellationToken);
            var text = yaml.Write(book.All.Select(static d => KeyValuePair.Create(d.Key, d.Value.Value)));
            OutputFile.Write(shell.Terminal, given.GetValue(output), OutputFile.Text(writer => writer.Write(text)));
            return book.All.IsEmpty ? ExitCode.NoData : ExitCode.Ok;
        });
        return made;
    }

    private Command Validate()
    {
        var file = FileArgument();
        var made = new Command("validate", "Say whether a file could be imported, and what is wrong with it. Needs no archive.") { file };
        made.SetAction(given =>
        {
            if (Read(given.GetRequiredValue(file)) is not { } documents)
            {
                return ExitCode.CheckFailed;
            }
            shell.Terminal.Say($"{Counted(documents.Count)} and no mistake.");
            return ExitCode.Ok;
        });
        return made;
    }

    private Command Import()
    {
        var file = FileArgument();
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would change, and change nothing." };
        var (data, url) = (ArchiveAccess.Data(), CommonOptions.Url());
        var made = new Command(
            "import", $"Import the {many} of a file: all of them, or none if one is invalid. What is not in the file stays.") { file, dryRun, data, url };
        made.SetAction(async (given, cancellationToken) =>
        {
            if (Read(given.GetRequiredValue(file)) is not { } documents)
            {
                return ExitCode.CheckFailed;
            }
            await using var services = ArchiveAccess.Services(shell, given.GetValue(data), given.GetValue(url));
            using var book = await BookAsync(services, cancellationToken);
            ImmutableArray<(string Key, T Value, int ExpectedVersion)> changes =
            [
                .. from document in documents
                   let known = book.Find(document.Key)
                   where known is null || Text(known.Value) != Text(document.Value)
                   select (document.Key, document.Value, known?.Version ?? 0),
            ];
            foreach (var (key, _, version) in changes)
            {
                shell.Terminal.Say($"{(version == 0 ? "new" : "changed")}: {key}");
            }
            if (given.GetValue(dryRun) || changes.IsEmpty)
            {
                shell.Terminal.Say(changes.IsEmpty ? $"All {many} are already as in the file." : "Nothing was changed.");
                return ExitCode.Ok;
            }

            var saved = await book.SaveAllAsync(changes, Actor.Shell($"sld {command} import"), cancellationToken);
            shell.Terminal.Say(saved.Outcome switch
            {
                SaveOutcome.Saved => $"{Counted(changes.Length)} written.",
                SaveOutcome.Conflict => "Someone else changed one of them at the same moment: nothing was written. Run it again.",
                SaveOutcome.Invalid => string.Join(' ', saved.Problems),
                _ => "The archive isn't writable right now: nothing was written.",
            });
            return saved.Outcome switch
            {
                SaveOutcome.Saved => ExitCode.Ok,
                SaveOutcome.Unavailable => ExitCode.Unavailable,
                _ => ExitCode.CheckFailed,
            };
        });
        return made;
    }

    private static Argument<string> FileArgument() => new("FILE") { Description = $"The file; {InputFile.FromStandardInput} reads standard input." };

    /// <summary>The documents of a file; null when something is wrong, which has been said line by line.</summary>
    public ImmutableSortedDictionary<string, T>? Read(string file)
    {
        var (documents, problems) = yaml.Read(InputFile.Text(file));
        foreach (var problem in problems)
        {
            shell.Terminal.Say(FormattableString.Invariant($"{file}:{problem.Line}: {problem.Sentence}"));
        }
        if (!problems.IsEmpty)
        {
            shell.Terminal.Say(
                FormattableString.Invariant($"{(problems.Length == 1 ? "1 mistake" : $"{problems.Length} mistakes")}: nothing of this file can be imported."));
        }
        return problems.IsEmpty ? documents : null;
    }

    private async Task<DocumentCache<T>> BookAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var book = new DocumentCache<T>(services.GetRequiredService<IDocumentStore>(), kind, shell.Clock, NullLogger<DocumentCache<T>>.Instance);
        await book.RefreshAsync(cancellationToken);
        return book;
    }

    private string Text(T document) => JsonSerializer.Serialize(document, kind.Json);

    private string Counted(int documents) => InvariantFormat.Counted(documents, one, many);
}
