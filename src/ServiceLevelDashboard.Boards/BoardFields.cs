using System.Collections.Immutable;
using System.Globalization;
using YamlDotNet.RepresentationModel;
using static ServiceLevelDashboard.Boards.BoardSentence;

namespace ServiceLevelDashboard.Boards;

/// <summary>The fields of a board in a file, in the order in which they are written.</summary>
internal static class BoardFields
{
    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<BoardField> All =
    [
        Text(nameof(BoardOptions.Title), b => b.Title, (b, v) => b.Title = v),
        List(nameof(BoardOptions.Queues), b => b.Queues, (b, v) => b.Queues = v, isNamed: true),
        List(nameof(BoardOptions.Groups), b => b.Groups, (b, v) => b.Groups = v, isNamed: true),
        List(nameof(BoardOptions.Vital), b => b.Vital, (b, v) => b.Vital = v, isNamed: true),
        Text(nameof(BoardOptions.Order), b => b.Order, (b, v) => b.Order = v),
        Text(nameof(BoardOptions.Fit), b => b.Fit, (b, v) => b.Fit = v),
        Plain(
            nameof(BoardOptions.HideWaiting),
            () => BoardText.YamlFlag,
            b => b.HideWaiting ? "true" : "false",
            (b, v) => bool.TryParse(v, out var flag) ? (b.HideWaiting = flag) || true : false),
        Plain(
            nameof(BoardOptions.DayLine),
            () => BoardText.YamlFlag,
            b => b.DayLine ? "true" : "false",
            (b, v) => bool.TryParse(v, out var flag) ? (b.DayLine = flag) || true : false),
        Plain(
            nameof(BoardOptions.Chime),
            () => BoardText.YamlFlag,
            b => b.Chime ? "true" : "false",
            (b, v) => bool.TryParse(v, out var flag) ? (b.Chime = flag) || true : false),
        List(nameof(BoardOptions.Shows), b => b.Shows, (b, v) => b.Shows = v, isNamed: false),
        Plain(nameof(BoardOptions.Lines), () => BoardText.YamlNumber, b => Invariant(b.Lines), (b, v) => Whole(v, n => b.Lines = n)),
        Plain(nameof(BoardOptions.Diagonal), () => BoardText.YamlNumber, b => Invariant(b.Diagonal), (b, v) => Number(v, n => b.Diagonal = n)),
        Plain(nameof(BoardOptions.Distance), () => BoardText.YamlNumber, b => Invariant(b.Distance), (b, v) => Number(v, n => b.Distance = n)),
        Plain(nameof(BoardOptions.TurnSeconds), () => BoardText.YamlNumber, b => Invariant(b.TurnSeconds), (b, v) => Whole(v, n => b.TurnSeconds = n)),
        Text(nameof(BoardOptions.Night), b => b.Night, (b, v) => b.Night = v),
        Text(nameof(BoardOptions.Message), b => b.Message, (b, v) => b.Message = v),
        Plain(nameof(BoardOptions.MessageUntil), () => BoardText.YamlTime, b => b.MessageUntil?.ToString(
            "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture) ?? "", (b, v) =>
        {
            var isTime = DateTimeOffset.TryParseExact(
                v,
                ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:ss'Z'"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var time);
            b.MessageUntil = isTime ? time : null;
            return isTime;
        }),
    ];

    /// <summary>How they are called.</summary>
    public static readonly ImmutableArray<string> Names = [.. All.Select(static f => f.Name)];

    /// <summary>How a property is called in a file.</summary>
    public static string NameOf(string property) => char.ToLowerInvariant(property[0]) + property[1..];

    /// <summary>The field that was probably meant: the same letters but for case or two of them; null when none is.</summary>
    public static string? Nearest(string written, ImmutableArray<string> names) =>
        names.Select(name => (Name: name, Far: Distance(name.ToLowerInvariant(), written.ToLowerInvariant())))
            .Where(f => f.Far <= 2)
            .OrderBy(f => f.Far)
            .Select(f => f.Name)
            .FirstOrDefault();

    private static BoardField Text(string property, Func<BoardOptions, string?> get, Action<BoardOptions, string> set) =>
        Plain(property, () => BoardText.YamlPlain, b => get(b) ?? "", (b, v) =>
        {
            set(b, v);
            return true;
        }) with
        { IsText = true };

    private static BoardField Plain(string property, Func<string> rule, Func<BoardOptions, string> get, Func<BoardOptions, string, bool> set) =>
        new(property, b => [get(b)], (b, node) => node switch
        {
            YamlScalarNode { Value: { } value } => set(b, value) ? null : Filled(rule(), NameOf(property)),
            _ => Filled(BoardText.YamlPlain, NameOf(property)),
        });

    private static BoardField List(string property, Func<BoardOptions, IList<string>> get, Action<BoardOptions, IList<string>> set, bool isNamed) =>
        new(property, b => [.. get(b)], (b, node) =>
        {
            if (node is not YamlSequenceNode items || items.Children.Any(i => i is not YamlScalarNode { Value: not null }))
            {
                return Filled(BoardText.YamlList, NameOf(property));
            }
            set(b, [.. items.Children.Select(i => ((YamlScalarNode)i).Value!)]); // each has one: seen above
            return null;
        })
        { IsList = true, IsNamed = isNamed };

    private static bool Whole(string text, Action<int> take)
    {
        var isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        if (isNumber)
        {
            take(number);
        }
        return isNumber;
    }

    private static bool Number(string text, Action<decimal> take)
    {
        var isNumber = decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        if (isNumber)
        {
            take(number);
        }
        return isNumber;
    }

    private static string Invariant(decimal number) => number.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>How many letters must be changed, added or left out.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var (before, diagonal) = (i, i - 1);
            for (var j = 1; j <= to.Length; j++)
            {
                var next = Math.Min(Math.Min(before, row[j]) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1));
                (diagonal, row[j - 1], before) = (row[j], before, next);
            }

            row[to.Length] = before;
        }

        return row[to.Length];
    }
}

/// <summary>One field of a board in a file.</summary>
/// <param name="Property">The property of <see cref="BoardOptions"/>.</param>
/// <param name="Texts">Its values as they are written; one unless it is a list.</param>
/// <param name="Take">Takes a value from a file; null when it did, else what the value must be.</param>
internal sealed record BoardField(string Property, Func<BoardOptions, ImmutableArray<string>> Texts, Func<BoardOptions, YamlNode, string?> Take)
{
    private static readonly BoardOptions Default = new();

    /// <summary>How it is called.</summary>
    public string Name => BoardFields.NameOf(Property);

    /// <summary>Whether it is a list.</summary>
    public bool IsList { get; init; }

    /// <summary>Whether it is any text.</summary>
    public bool IsText { get; init; }

    /// <summary>Whether its values are keys of something that has a name.</summary>
    public bool IsNamed { get; init; }

    /// <summary>Whether a board has it as by default.</summary>
    public bool IsDefault(BoardOptions board) => Texts(board).SequenceEqual(Texts(Default));
}
