using System.Collections.Immutable;
using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;
using static ServiceLevelDashboard.Boards.BoardSentence;

namespace ServiceLevelDashboard.Boards;

/// <summary>Boards as a file that people keep and compare: what is as by default is not written.</summary>
public static class BoardYaml
{
    /// <summary>The longest file that is read, in characters: 5,000 screens' places with notes of 250 letters, and several hundred boards.</summary>
    public const int MaximumLength = 2 * 1024 * 1024;

    private const string Root = "boards";

    /// <summary>Writes boards.</summary>
    /// <param name="boards">The boards by name.</param>
    /// <param name="nameOf">What people call a queue or group, put beside its key as a comment; null when not known.</param>
    /// <param name="screens">The screens' places; null leaves that part out.</param>
    public static string Write(
        IEnumerable<KeyValuePair<string, BoardOptions>> boards, Func<string, string?> nameOf, IEnumerable<ScreenPlace>? screens = null)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var to = new Emitter(text);
        to.Emit(new StreamStart());
        to.Emit(new DocumentStart());
        to.Emit(new MappingStart());
        to.Emit(new Scalar(Root));
        to.Emit(new MappingStart());
        foreach (var (name, board) in boards)
        {
            to.Emit(new Scalar(name));
            to.Emit(new MappingStart());
            foreach (var field in BoardFields.All.Where(f => !f.IsDefault(board)))
            {
                to.Emit(new Scalar(field.Name));
                WriteValue(to, field, board, nameOf);
            }

            to.Emit(new MappingEnd());
        }

        to.Emit(new MappingEnd());
        if (screens is not null)
        {
            ScreenYaml.Write(to, screens);
        }
        to.Emit(new MappingEnd());
        to.Emit(new DocumentEnd(isImplicit: true));
        to.Emit(new StreamEnd());
        return text.ToString();
    }

    /// <summary>Reads the boards of a file as a whole; see <see cref="ReadFile"/>.</summary>
    /// <returns>The boards by name when nothing is wrong with anything; else none, and every mistake with its line and what would do.</returns>
    public static (ImmutableSortedDictionary<string, BoardOptions> Boards, ImmutableArray<YamlProblem> Problems) Read(string text)
    {
        var file = ReadFile(text);
        return (file.Boards, file.Problems);
    }

    /// <summary>Reads a file as a whole: boards, screens' places, or both.</summary>
    /// <returns>What is in it when nothing is wrong with anything; else nothing but every mistake with its line and what would do.</returns>
    public static BoardFile ReadFile(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaximumLength)
        {
            return BoardFile.Of([new YamlProblem(1, Filled(BoardText.YamlLong, MaximumLength / 1024 / 1024))]);
        }
        var (boards, problems) = (ImmutableSortedDictionary.CreateBuilder<string, BoardOptions>(StringComparer.Ordinal), new List<YamlProblem>());
        ImmutableArray<ScreenPlace> screens = [];
        try
        {
            if (GuardedYamlParser.Load(text).Documents is [{ RootNode: YamlMappingNode { Children.Count: > 0 } root }]
                && root.Children.All(static part => part is { Key: YamlScalarNode { Value: Root }, Value: YamlMappingNode }
                    or { Key: YamlScalarNode { Value: ScreenYaml.Root } }))
            {
                foreach (var (key, part) in root.Children)
                {
                    if (part is YamlMappingNode named && ((YamlScalarNode)key).Value == Root)
                    {
                        foreach (var (name, value) in named.Children)
                        {
                            ReadBoard(name, value, boards, problems);
                        }
                    }
                    else
                    {
                        screens = ScreenYaml.Read(part, problems);
                    }
                }
            }
            else
            {
                problems.Add(new YamlProblem(1, BoardText.YamlRoot));
            }
        }
        catch (YamlException e)
        {
            problems.Add(new YamlProblem((int)e.Start.Line, Filled(BoardText.YamlSyntax, e.InnerException?.Message ?? e.Message)));
        }
        catch (ArgumentException)
        {
            // the library's own way to fail where a mapping has no key: "boards:", then ": x" further left
            problems.Add(new YamlProblem(1, Filled(BoardText.YamlSyntax, BoardText.YamlUnreadable)));
        }

        return problems.Count == 0 ? new BoardFile(boards.ToImmutable(), screens, []) : BoardFile.Of([.. problems.OrderBy(p => p.Line)]);
    }

    private static void ReadBoard(YamlNode key, YamlNode value, ImmutableSortedDictionary<string, BoardOptions>.Builder boards, List<YamlProblem> problems)
    {
        var name = (key as YamlScalarNode)?.Value ?? "";
        void Say(YamlNode at, string sentence) => problems.Add(new YamlProblem((int)at.Start.Line, sentence));
        if (value is not YamlMappingNode fields)
        {
            Say(key, Filled(BoardText.YamlBoard, name));
            return;
        }

        var (board, places) = (new BoardOptions(), new Dictionary<string, YamlNode>(StringComparer.Ordinal) { [BoardProblem.OfName] = key });
        foreach (var (fieldKey, fieldValue) in fields.Children)
        {
            var written = (fieldKey as YamlScalarNode)?.Value ?? "";
            if (BoardFields.All.FirstOrDefault(f => f.Name == written) is not { } field)
            {
                Say(fieldKey, BoardFields.Nearest(written, BoardFields.Names) is { } near
                    ? Filled(BoardText.YamlUnknownNear, written, near)
                    : Filled(BoardText.YamlUnknown, written, string.Join(", ", BoardFields.Names)));
                continue;
            }

            places[field.Property] = fieldKey;
            if (field.Take(board, fieldValue) is { } problem)
            {
                Say(fieldValue, problem);
            }
        }

        board.Read(name, out var wrong);
        foreach (var problem in wrong.Concat(board.TextProblems()))
        {
            Say(
                places.GetValueOrDefault(problem.Field) ?? key,
                Filled(BoardText.YamlValue, problem.Field == BoardProblem.OfName ? name : BoardFields.NameOf(problem.Field), problem.Sentence));
        }
        boards[name] = board;
    }

    private static void WriteValue(Emitter to, BoardField field, BoardOptions board, Func<string, string?> nameOf)
    {
        if (!field.IsList)
        {
            to.Emit(Quoted(field.Texts(board)[0], field.IsText));
            return;
        }

        to.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
        foreach (var item in field.Texts(board))
        {
            to.Emit(Quoted(item, isText: true));
            if (field.IsNamed && nameOf(item) is { } called)
            {
                to.Emit(new Comment(called.ReplaceLineEndings(" "), isInline: true));
            }
        }

        to.Emit(new SequenceEnd());
    }

    /// <summary>Texts are quoted wherever they could be read as something else.</summary>
    internal static Scalar Quoted(string value, bool isText) =>
        new(
            AnchorName.Empty,
            TagName.Empty,
            value,
            isText && !value.All(c => char.IsAsciiLetter(c) || c is ' ' or '-') ? ScalarStyle.DoubleQuoted : ScalarStyle.Any,
            isPlainImplicit: true,
            isQuotedImplicit: true);
}

/// <summary>What is in a file.</summary>
/// <param name="Boards">The boards by name.</param>
/// <param name="Screens">The screens' places, in their order.</param>
/// <param name="Problems">Every mistake; with one there is nothing else.</param>
public sealed record BoardFile(
    ImmutableSortedDictionary<string, BoardOptions> Boards, ImmutableArray<ScreenPlace> Screens, ImmutableArray<YamlProblem> Problems)
{
    /// <summary>A file that cannot be used.</summary>
    internal static BoardFile Of(ImmutableArray<YamlProblem> problems) =>
        new(ImmutableSortedDictionary.Create<string, BoardOptions>(StringComparer.Ordinal), [], problems);
}

/// <summary>A mistake in a file.</summary>
/// <param name="Line">The line, from 1 on.</param>
/// <param name="Sentence">What is wrong and what would do.</param>
public sealed record YamlProblem(int Line, string Sentence);
