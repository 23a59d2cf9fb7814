using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Web.Components;

namespace ServiceLevelDashboard.Web.Boards;

/// <summary>A board as somebody is typing it: numbers and times are kept as typed, so that nothing is lost when they are wrong.</summary>
public sealed class BoardDraft
{
    private string _begun;

    /// <summary>Begins with a board as it is written.</summary>
    /// <param name="name">Its name; empty for a new one.</param>
    /// <param name="written">As it is written.</param>
    /// <param name="zone">The site's zone, on whose clocks the message ends.</param>
    public BoardDraft(string name, BoardOptions written, TimeZoneInfo zone)
    {
        Name = name;
        Title = written.Title ?? "";
        Queues = [.. written.Queues];
        Vital = new HashSet<string>(written.Vital, StringComparer.OrdinalIgnoreCase);
        Groups = new HashSet<string>(written.Groups, StringComparer.OrdinalIgnoreCase);
        Order = written.Order.ToLowerInvariant();
        Fit = written.Fit.ToLowerInvariant();
        HideWaiting = written.HideWaiting;
        DayLine = written.DayLine;
        Chime = written.Chime;
        Shows = written.Shows.Count == 0 ? [.. BoardOptions.LinesByDefault] : [.. written.Shows.Select(line => Enum.Parse<TileLine>(line, ignoreCase: true))];
        Lines = written.Lines;
        Diagonal = Text(written.Diagonal);
        Distance = Text(written.Distance);
        Turn = Text(written.TurnSeconds);
        (NightFrom, NightTo) = written.Night.Split('-') is [var from, var to] ? (from.Trim(), to.Trim()) : ("", "");
        Message = written.Message ?? "";
        MessageUntil = new TypedLocalTime(written.MessageUntil, zone);
        _begun = AsText();
    }

    public string Name { get; set; }

    public string Title { get; set; }

    /// <summary>Ids or names of queues, in their order.</summary>
    public List<string> Queues { get; }

    /// <summary>Those of them that stay.</summary>
    public HashSet<string> Vital { get; }

    /// <summary>Keys or names of groups.</summary>
    public HashSet<string> Groups { get; }

    public string Order { get; set; }

    public string Fit { get; set; }

    public bool HideWaiting { get; set; }

    public bool DayLine { get; set; }

    public bool Chime { get; set; }

    public List<TileLine> Shows { get; }

    public int Lines { get; set; }

    public string Diagonal { get; set; }

    public string Distance { get; set; }

    public string Turn { get; set; }

    public string NightFrom { get; set; }

    public string NightTo { get; set; }

    public string Message { get; set; }

    /// <summary>When the message ends, on the site's clocks.</summary>
    public TypedLocalTime MessageUntil { get; }

    /// <summary>Whether something was typed that is not as it was at the beginning.</summary>
    public bool IsChanged => AsText() != _begun;

    /// <summary>The board as it would be written.</summary>
    /// <param name="problems">What cannot be written; then the field is as by default.</param>
    public BoardOptions ToOptions(out ImmutableArray<BoardProblem> problems)
    {
        var found = ImmutableArray.CreateBuilder<BoardProblem>();
        decimal Number(string typed, string field)
        {
            if (decimal.TryParse(typed, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }
            found.Add(new BoardProblem(field, BoardsText.NumberRule));
            return field == nameof(BoardOptions.Distance) ? WallGeometry.Default.DistanceMetres : WallGeometry.Default.DiagonalInches;
        }

        var turn = Number(Turn, nameof(BoardOptions.TurnSeconds));
        var written = new BoardOptions
        {
            Title = NullIfEmpty(Title),
            Queues = [.. Queues],
            Vital = [.. Queues.Where(Vital.Contains), .. Vital.Where(v => !Queues.Contains(v, StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)],
            Groups = [.. Groups.Order(StringComparer.Ordinal)],
            Order = Order,
            Fit = Fit,
            HideWaiting = HideWaiting,
            DayLine = DayLine,
            Chime = Chime,
            Shows = Shows.SequenceEqual(BoardOptions.LinesByDefault) ? [] : [.. Shows.Select(SlugOf)],
            Lines = Lines,
            Diagonal = Number(Diagonal, nameof(BoardOptions.Diagonal)),
            Distance = Number(Distance, nameof(BoardOptions.Distance)),
            TurnSeconds = turn == Math.Truncate(turn) && Math.Abs(turn) < 10_000 ? (int)turn : 0, // out of its range, which says so
            Night = $"{NightFrom}-{NightTo}",
            Message = NullIfEmpty(Message),
            MessageUntil = Until(found),
        };
        problems = found.ToImmutable();
        return written;
    }

    /// <summary>
    /// What is typed, with the version that it was begun with, to go on with after the page was loaded again; null when nothing is that is not kept.
    /// </summary>
    public string? AsDraft(int version) => IsChanged
        ? string.Join('\n', version.ToString(CultureInfo.InvariantCulture), Name, BoardDocuments.Text(ToOptions(out _)))
        : null;

    /// <summary>Goes on with what was typed; null when it is no draft of this program.</summary>
    /// <param name="text">What <see cref="AsDraft"/> has written.</param>
    /// <param name="zone">The site's zone.</param>
    public (BoardDraft Draft, int Version)? Resumed(string text, TimeZoneInfo zone)
    {
        if (text.Split('\n', 3) is not [var version, var name, var json]
            || !int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }
        try
        {
            return JsonSerializer.Deserialize(json, BoardDocuments.Kind.Json) is { } written
                ? (new BoardDraft(name, written, zone) { _begun = _begun }, number)
                : null;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null; // written by another version of the program
        }
    }

    /// <summary>How a line of a tile is written.</summary>
    public static string SlugOf(TileLine line) => line.ToString().ToLowerInvariant();

    private DateTimeOffset? Until(ImmutableArray<BoardProblem>.Builder problems)
    {
        if (MessageUntil.Problem is { } problem)
        {
            problems.Add(new BoardProblem(nameof(BoardOptions.MessageUntil), problem));
        }
        return MessageUntil.Instant;
    }

    /// <summary>All that was typed, to be compared.</summary>
    private string AsText() => string.Join(
        '\n', Name, BoardDocuments.Text(ToOptions(out _)), Diagonal, Distance, Turn, MessageUntil.Typed);

    private static string? NullIfEmpty(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string Text(decimal number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
