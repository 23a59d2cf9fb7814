using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;
using static ServiceLevelDashboard.Boards.BoardSentence;

namespace ServiceLevelDashboard.Boards;

/// <summary>Screens' places in a file of boards: the part below <c>screens:</c>.</summary>
internal static class ScreenYaml
{
    /// <summary>What the part is called.</summary>
    public const string Root = "screens";

    private const string IdField = "id", PlaceField = "place", BoardsField = "boards", NoteField = "note", PausedField = "paused";

    private static readonly ImmutableArray<string> Fields = [IdField, PlaceField, BoardsField, NoteField, PausedField];

    /// <summary>Writes the part.</summary>
    public static void Write(Emitter to, IEnumerable<ScreenPlace> screens)
    {
        to.Emit(new Scalar(Root));
        to.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
        foreach (var screen in screens)
        {
            to.Emit(new MappingStart());
            if (screen.Id is { } id)
            {
                WriteText(to, IdField, id);
            }
            WriteText(to, PlaceField, screen.Place);
            to.Emit(new Scalar(BoardsField));
            to.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
            foreach (var board in screen.Boards)
            {
                to.Emit(BoardYaml.Quoted(board, isText: true));
            }

            to.Emit(new SequenceEnd());
            if (screen.Note.Length > 0)
            {
                WriteText(to, NoteField, screen.Note);
            }
            if (screen.IsPaused)
            {
                to.Emit(new Scalar(PausedField));
                to.Emit(new Scalar("true"));
            }
            to.Emit(new MappingEnd());
        }

        to.Emit(new SequenceEnd());
    }

    /// <summary>Reads the part; what is wrong is added to the problems, with its line, its field and what would do.</summary>
    public static ImmutableArray<ScreenPlace> Read(YamlNode part, List<YamlProblem> problems)
    {
        if (part is not YamlSequenceNode items)
        {
            problems.Add(new YamlProblem((int)part.Start.Line, BoardText.YamlScreens));
            return [];
        }
        var screens = ImmutableArray.CreateBuilder<ScreenPlace>();
        foreach (var item in items.Children)
        {
            if (item is YamlMappingNode fields)
            {
                screens.Add(ReadScreen(fields, problems));
            }
            else
            {
                problems.Add(new YamlProblem((int)item.Start.Line, BoardText.YamlScreen));
            }
        }

        var twice = screens.Where(static s => s.Id is not null).GroupBy(static s => s.Id).SelectMany(static same => same.Skip(1));
        problems.AddRange(twice.Select(static s => new YamlProblem(s.Line, Filled(BoardText.YamlScreenTwice, s.Id))));
        return screens.ToImmutable();
    }

    private static ScreenPlace ReadScreen(YamlMappingNode fields, List<YamlProblem> problems)
    {
        var screen = new ScreenPlace("", []) { Line = (int)fields.Start.Line };
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        void Say(YamlNode at, string sentence) => problems.Add(new YamlProblem((int)at.Start.Line, sentence));
        foreach (var (key, value) in fields.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            lines[name] = (int)key.Start.Line;
            var text = (value as YamlScalarNode)?.Value;
            switch (name)
            {
                case BoardsField:
                    if (value is YamlSequenceNode boards && boards.Children.All(static b => b is YamlScalarNode { Value: not null }))
                    {
                        screen = screen with { Boards = [.. boards.Children.Select(static b => ((YamlScalarNode)b).Value!).Distinct()] }; // seen above
                    }
                    else
                    {
                        Say(value, Filled(BoardText.YamlList, name));
                    }
                    break;
                case IdField or PlaceField or NoteField when text is null:
                    Say(value, Filled(BoardText.YamlPlain, name));
                    break;
                case IdField:
                    screen = screen with { Id = text };
                    break;
                case PlaceField:
                    screen = screen with { Place = text!.Trim() }; // seen above
                    break;
                case NoteField:
                    screen = screen with { Note = text!.Trim() }; // likewise
                    break;
                case PausedField:
                    if (bool.TryParse(text, out var isPaused))
                    {
                        screen = screen with { IsPaused = isPaused };
                    }
                    else
                    {
                        Say(value, Filled(BoardText.YamlFlag, name));
                    }
                    break;
                default:
                    Say(key, BoardFields.Nearest(name, Fields) is { } near
                        ? Filled(BoardText.YamlUnknownNear, name, near)
                        : Filled(BoardText.YamlUnknown, name, string.Join(", ", Fields)));
                    break;
            }
        }

        Check(screen, lines, problems);
        return screen;
    }

    private static void Check(ScreenPlace screen, Dictionary<string, int> lines, List<YamlProblem> problems)
    {
        void Say(string field, string rule) =>
            problems.Add(new YamlProblem(lines.GetValueOrDefault(field, screen.Line), Filled(BoardText.YamlValue, field, rule)));
        if (screen.Id is { } id && !(id.Length == 16 && id.All(char.IsAsciiHexDigitLower)))
        {
            Say(IdField, BoardText.ScreenIdRule);
        }
        foreach (var (field, problem, most) in screen.Problems())
        {
            Say(field, problem switch
            {
                NameProblem.Empty => BoardText.PlaceRule,
                NameProblem.TooLong => Filled(BoardText.LengthRule, most),
                _ => BoardText.PlainRule,
            });
        }

        if (screen.Boards.Length is 0 or > ScreenPlace.MaximumBoards)
        {
            Say(BoardsField, Filled(BoardText.ScreenBoardsRule, ScreenPlace.MaximumBoards));
        }
    }

    private static void WriteText(Emitter to, string name, string value)
    {
        to.Emit(new Scalar(name));
        to.Emit(BoardYaml.Quoted(value, isText: true));
    }
}
