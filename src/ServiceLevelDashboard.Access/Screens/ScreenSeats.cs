using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Access.Sessions;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Access.Screens;

/// <summary>
/// The screens that are connected: what they say of themselves, and what they are told. In memory: a screen says it again within half a minute, and of those
/// that are connected to other instances these say it every ten seconds.
/// </summary>
public sealed class ScreenSeats(ScreenRegistry book, IScreenOrders orders, TimeProvider clock)
{
    /// <summary>How long it is remembered which orders were obeyed.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, ScreenReport> _reports = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ScreenPage> _pages = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _heardAt = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _obeyed = new(StringComparer.Ordinal); // orders by their ids
    private readonly Lock _gate = new();
    private ImmutableList<Seat> _seats = [];
    private volatile IReadOnlyDictionary<string, ConnectedScreen> _elsewhere = ImmutableDictionary<string, ConnectedScreen>.Empty;

    /// <summary>Whether a screen is connected to this instance.</summary>
    public bool IsAnyTaken => !_seats.IsEmpty;

    /// <summary>How many streams of this instance a screen follows: 0 when it is not connected to it.</summary>
    public int TakenBy(string screen) => _seats.Count(s => s.Screen == screen);

    /// <summary>The screens that are connected, to whichever instance.</summary>
    public ImmutableHashSet<string> Connected => [.. ConnectedHere, .. _elsewhere.Keys];

    /// <summary>The screens that are connected to this instance.</summary>
    public ImmutableHashSet<string> ConnectedHere => [.. _seats.Select(static s => s.Screen)];

    /// <summary>The same with what they say of themselves, for other instances.</summary>
    public ImmutableArray<ConnectedScreen> Here =>
        [.. ConnectedHere.Select(s => new ConnectedScreen(s, _heardAt.GetValueOrDefault(s), _reports.GetValueOrDefault(s), _pages.GetValueOrDefault(s)))];

    /// <summary>What a screen last said, or null when nothing since this process began.</summary>
    public ScreenReport? ReportOf(string screen)
    {
        var (here, elsewhere) = (_reports.GetValueOrDefault(screen), _elsewhere.GetValueOrDefault(screen)?.Report);
        return here is null || elsewhere?.HeardAt > here.HeardAt ? elsewhere ?? here : here;
    }

    /// <summary>What a screen's page last said of itself, or null likewise.</summary>
    public ScreenPage? PageOf(string screen) =>
        TakenBy(screen) == 0 && _elsewhere.GetValueOrDefault(screen)?.Page is { } page ? page : _pages.GetValueOrDefault(screen);

    /// <summary>When a screen last asked for anything, here or as far as is known elsewhere; null when never.</summary>
    public DateTimeOffset? HeardAt(string screen) => _heardAt.TryGetValue(screen, out var at) ? at : null;

    /// <summary>A screen has asked for something.</summary>
    public void See(string screen) => _heardAt[screen] = clock.GetUtcNow();

    /// <summary>A screen was heard elsewhere, or before this process began.</summary>
    public void Learn(string screen, DateTimeOffset at) => _heardAt.AddOrUpdate(screen, at, (_, known) => known > at ? known : at);

    /// <summary>Seats a screen until it is disposed.</summary>
    /// <param name="screen">Which one.</param>
    /// <param name="board">What it shows.</param>
    /// <param name="tell">Sends it an order.</param>
    public Seat Take(string screen, string board, Action<ScreenOrder> tell)
    {
        var seat = new Seat(screen, board, tell, Leave);
        lock (_gate)
        {
            _seats = _seats.Add(seat);
        }
        Check(); // it may have been revoked on its way here
        return seat;
    }

    /// <summary>Keeps what a screen says of itself.</summary>
    /// <param name="screen">Which one.</param>
    /// <param name="said">As it came: the version, width and height in pixels, and until when its figures reach.</param>
    public void Hear(string screen, string said)
    {
        if (ScreenReport.Parse(said, clock.GetUtcNow()) is { } report)
        {
            _reports[screen] = report;
        }
    }

    /// <summary>Keeps what a screen's page says of itself.</summary>
    /// <param name="screen">Which one.</param>
    /// <param name="said">As it came.</param>
    /// <param name="userAgent">What the browser calls itself.</param>
    public void HearPage(string screen, string said, string userAgent)
    {
        if (ScreenPage.Parse(said, userAgent) is { } page)
        {
            _pages[screen] = page;
        }
    }

    /// <summary>Other instances say which screens are connected to them; all that they said before is forgotten.</summary>
    public void Learn(IEnumerable<ConnectedScreen> elsewhere)
    {
        var latest = new Dictionary<string, ConnectedScreen>(StringComparer.Ordinal);
        foreach (var screen in elsewhere)
        {
            Learn(screen.Screen, screen.HeardAt);
            if (!latest.TryGetValue(screen.Screen, out var other) || other.HeardAt < screen.HeardAt)
            {
                latest[screen.Screen] = screen; // it has just moved from one to another
            }
        }

        _elsewhere = latest;
    }

    /// <summary>
    /// Shows a screen's place large on it for a while. False when it is connected to no instance as far as is known. Throws
    /// <see cref="ArchiveUnavailableException"/> when another instance cannot be told; so do the other orders.
    /// </summary>
    public Task<bool> IdentifyAsync(string screen, CancellationToken cancellationToken) =>
        TellAsync(screen, new ScreenOrder(ScreenOrderKind.Identify, book.Find(screen)?.Place ?? ""), cancellationToken);

    /// <summary>Lets a screen load its page again. False when it is not connected.</summary>
    public Task<bool> ReloadAsync(string screen, CancellationToken cancellationToken) =>
        TellAsync(screen, new ScreenOrder(ScreenOrderKind.Reload, ""), cancellationToken);

    /// <summary>Sends a screen to the board that it is to show. False when it is not connected.</summary>
    public async Task<bool> SendHomeAsync(string screen, CancellationToken cancellationToken) =>
        book.Find(screen) is { } home && await TellAsync(screen, new ScreenOrder(ScreenOrderKind.Go, home.Board), cancellationToken);

    /// <summary>Passes on orders that came by way of the archive, each once.</summary>
    public void Obey(IEnumerable<SentOrder> sent)
    {
        var now = clock.GetUtcNow();
        foreach (var order in sent)
        {
            if (_obeyed.TryAdd(order.Id, order.At) && EnumName.Find<ScreenOrderKind>(order.Kind) is { } kind)
            {
                TellHere(order.Screen, new ScreenOrder(kind, order.Argument));
            }
        }

        foreach (var (id, at) in _obeyed)
        {
            if (now - at > Remembered)
            {
                _obeyed.TryRemove(id, out _);
            }
        }
    }

    /// <summary>After screens have changed: ends the streams of those that were revoked, and sends the others to their boards.</summary>
    public void Check()
    {
        foreach (var seat in _seats)
        {
            if (book.Find(seat.Screen) is not { } screen)
            {
                seat.End();
            }
            else if (!screen.Boards.Contains(seat.Board, StringComparer.Ordinal))
            {
                seat.Tell(new ScreenOrder(ScreenOrderKind.Go, screen.Board));
            }
        }
    }

    /// <summary>Tells a screen where it is: here, on another instance, or both while it moves.</summary>
    private async Task<bool> TellAsync(string screen, ScreenOrder order, CancellationToken cancellationToken)
    {
        var isHere = TellHere(screen, order);
        if (!_elsewhere.ContainsKey(screen))
        {
            return isHere;
        }
        var sent = new SentOrder(Guid.NewGuid().ToString("N"), clock.GetUtcNow(), screen, order.Kind.ToString(), order.Argument);
        _obeyed.TryAdd(sent.Id, sent.At);
        await orders.SendAsync(sent, cancellationToken);
        return true;
    }

    private bool TellHere(string screen, ScreenOrder order)
    {
        var told = _seats.FindAll(s => s.Screen == screen);
        told.ForEach(s => s.Tell(order));
        return !told.IsEmpty;
    }

    private void Leave(Seat seat)
    {
        lock (_gate)
        {
            _seats = _seats.Remove(seat);
        }
    }
}

/// <summary>A screen that is connected, as its instance knows it.</summary>
/// <param name="Screen">Which.</param>
/// <param name="HeardAt">When it last asked for anything.</param>
/// <param name="Report">What it last said; null when nothing.</param>
/// <param name="Page">What its page last said; null likewise.</param>
public sealed record ConnectedScreen(string Screen, DateTimeOffset HeardAt, ScreenReport? Report, ScreenPage? Page);

/// <summary>What a screen is told.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Argument">The place to show, or the name of the board to go to; empty otherwise.</param>
public sealed record ScreenOrder(ScreenOrderKind Kind, string Argument);

/// <summary>What a screen can be told to do.</summary>
public enum ScreenOrderKind
{
    /// <summary>Show where it hangs, large and for a while.</summary>
    Identify,

    /// <summary>Load its page again.</summary>
    Reload,

    /// <summary>Go to another board.</summary>
    Go,
}

/// <summary>One stream that a screen follows.</summary>
public sealed class Seat(string screen, string board, Action<ScreenOrder> tell, Action<Seat> leave) : IDisposable
{
    private readonly EndSignal _end = new();

    /// <summary>Which screen.</summary>
    public string Screen => screen;

    /// <summary>The board that it follows.</summary>
    public string Board => board;

    /// <summary>Cancelled when the screen may not follow any longer.</summary>
    public CancellationToken Ended => _end.Token;

    /// <summary>Sends an order down the stream.</summary>
    public void Tell(ScreenOrder order) => tell(order);

    /// <summary>Ends the stream.</summary>
    public void End() => _end.Raise();

    /// <inheritdoc/>
    public void Dispose()
    {
        leave(this);
        _end.Dispose();
    }
}

/// <summary>What a screen says of itself.</summary>
/// <param name="HeardAt">When it did.</param>
/// <param name="Build">The version of the page that it shows.</param>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="Until">Until when the figures on the glass reach; null when there are none.</param>
public sealed record ScreenReport(DateTimeOffset HeardAt, string Build, int Width, int Height, DateTimeOffset? Until)
{
    private const int MaximumPixels = 100_000;

    /// <summary>Reads <c>BUILD.WIDTHxHEIGHT.UNTIL</c>; null when it cannot be that.</summary>
    public static ScreenReport? Parse(string said, DateTimeOffset now)
    {
        if (said is not { Length: < 80 } || said.Split('.') is not [{ Length: <= 20 } build, var size, var until] || !build.All(char.IsAsciiLetterOrDigit)
            || size.Split('x') is not [var across, var down] || Pixels(across) is not { } width || Pixels(down) is not { } height)
        {
            return null;
        }
        var isKnown = long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds <= now.AddDays(1).ToUnixTimeMilliseconds();
        return new ScreenReport(now, build, width, height, isKnown ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null);
    }

    private static int? Pixels(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) && pixels is > 0 and <= MaximumPixels ? pixels : null;
}
