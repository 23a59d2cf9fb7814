using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ServiceLevelDashboard.Access.SignIn;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Access.Screens;

/// <summary>
/// Where screens wait to be approved. A screen shows a code, which is no secret, and asks with a secret of its own, which is not shown. In the archive, under
/// the secret's hash: a screen may come to one instance, be approved on another and fetch its credential from a third, and a restart forgets nobody.
/// </summary>
/// <param name="waiting">The screens that wait, in memory.</param>
/// <param name="stored">The same where they lie.</param>
/// <param name="clock">The present moment.</param>
public sealed class EnrolmentDesk(DocumentCache<WaitingScreen> waiting, DocumentRepository<WaitingScreen> stored, TimeProvider clock) : IDisposable
{
    /// <summary>How long a code may be used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>How long an approved screen may take to fetch its credential, should it lose its power in between.</summary>
    public static readonly TimeSpan FetchWithin = TimeSpan.FromHours(1);

    /// <summary>Most codes of one address; a site's screens may share one. One more takes the place of the oldest.</summary>
    public const int MaximumPerAddress = 20;

    /// <summary>Most codes in all, likewise.</summary>
    public const int MaximumTotal = 500;

    /// <summary>Most codes that one address is given in a minute by one instance: nobody has to sign in for one, and each is written down.</summary>
    public const int MaximumPerMinute = 60;

    /// <summary>Letters of a code: none that can be taken for another or make a word.</summary>
    public const string Alphabet = "BCDFGHJKMNPQRTVWXY34679";

    /// <summary>Letters in a code: 23^8 are 36 bits, for ten minutes and for signed-in people only.</summary>
    public const int CodeLength = 8;

    private const int SecretBytes = 16, SecretLength = 22;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Dictionary<Place, int> _given = [];
    private DateTimeOffset _givenSince = DateTimeOffset.MinValue;

    /// <summary>
    /// Takes a screen in. Where too many wait, the oldest of the address with the most makes room, so that no address keeps another one out.
    /// </summary>
    /// <param name="address">Where it asks from.</param>
    /// <param name="browser">What its browser calls itself.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Null when its address has asked too often just now.</returns>
    /// <exception cref="ArchiveUnavailableException">It cannot be written down at present.</exception>
    public async Task<(string Secret, WaitingScreen Screen)?> EnterAsync(IPAddress? address, string browser, CancellationToken cancellationToken)
    {
        var from = address is null ? null : ClientAddress.Of(address);
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (!MayEnter(from))
            {
                return null;
            }
            if (!waiting.IsRead)
            {
                await waiting.RefreshAsync(cancellationToken);
            }
            var undecided = Standing.Where(static w => w.Value.Decision == EnrolmentDecision.None).ToList();
            if (OneTooMany(undecided, from) is { } leaving)
            {
                await stored.RemoveAsync(leaving, Actor.Program, cancellationToken);
            }

            var secret = ScreenToken.NewSecret(SecretBytes);
            var screen = new WaitingScreen(NewCode(undecided), from?.ToString(), browser, clock.GetUtcNow(), EnrolmentDecision.None, null);
            var saved = await waiting.SaveAsync(ScreenToken.HashOf(secret), screen, 0, Actor.Program, cancellationToken);
            return saved.IsSaved ? (secret, screen) : throw new ArchiveUnavailableException("A screen that waits cannot be written down.");
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>What has become of the screen that holds a secret; null when it is unknown or its time is over.</summary>
    /// <exception cref="ArchiveUnavailableException">It is not known here, and the archive cannot be asked.</exception>
    public async Task<WaitingScreen?> AskAsync(string? secret, CancellationToken cancellationToken)
    {
        if (secret is not { Length: SecretLength })
        {
            return null;
        }
        var key = ScreenToken.HashOf(secret);
        if (waiting.Find(key) is null && await IsStoredAsync(key, cancellationToken))
        {
            await waiting.RefreshAsync(cancellationToken); // another instance has just taken it in
        }
        return waiting.Find(key)?.Value is { } screen && IsStanding(screen) ? screen : null;
    }

    /// <summary>The screen that shows a code; null when none does.</summary>
    /// <param name="typed">As it was typed: in any case, with blanks and hyphens.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArchiveUnavailableException">It is not known here, and the archive cannot be asked.</exception>
    public async Task<WaitingScreen?> FindAsync(string typed, CancellationToken cancellationToken)
    {
        var code = CodeOf(typed);
        if (code.Length == CodeLength && With(code, EnrolmentDecision.None) is null)
        {
            await waiting.RefreshAsync(cancellationToken);
        }
        return With(code, EnrolmentDecision.None)?.Value;
    }

    /// <summary>Whether a screen has just been approved for a place and may still come for its credential, as far as is known.</summary>
    public bool IsAwaited(string id) => Standing.Any(w => w.Value.Id == id);

    /// <summary>Decides about a screen that waits. A code is good for one decision, on whichever instance.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="id">The screen's name from now on; null refuses it.</param>
    /// <param name="cancellationToken">Ends the work; then nothing was decided.</param>
    /// <returns>A conflict when it was decided before, or is too late.</returns>
    public Task<SaveOutcome> DecideAsync(string code, string? id, CancellationToken cancellationToken) => ReplaceAsync(
        code,
        EnrolmentDecision.None,
        w => w with
        {
            Decision = id is null ? EnrolmentDecision.Refused : EnrolmentDecision.Approved,
            Id = id,
            At = clock.GetUtcNow(),
        },
        cancellationToken);

    /// <summary>Takes an approval back that could not be kept; the screen waits on, for as long again.</summary>
    public Task<SaveOutcome> ReopenAsync(string code, CancellationToken cancellationToken) =>
        ReplaceAsync(code, EnrolmentDecision.Approved, static w => w with { Decision = EnrolmentDecision.None, Id = null }, cancellationToken);

    /// <summary>Removes those whose time is over.</summary>
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        var over = waiting.All.Values.Where(w => !IsStanding(w.Value)).Select(static w => w.Key).ToList();
        foreach (var key in over)
        {
            await stored.RemoveAsync(key, Actor.Program, cancellationToken);
        }
        if (over.Count > 0)
        {
            await waiting.RefreshAsync(cancellationToken);
        }
    }

    /// <summary>A typed code as it is kept.</summary>
    public static string CodeOf(string typed) => string.Concat(typed.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private IEnumerable<Document<WaitingScreen>> Standing => waiting.All.Values.Where(w => IsStanding(w.Value));

    private bool IsStanding(WaitingScreen screen) => clock.GetUtcNow() < screen.Until;

    private Document<WaitingScreen>? With(string code, EnrolmentDecision decision) =>
        Standing.FirstOrDefault(w => w.Value.Code == code && w.Value.Decision == decision);

    /// <summary>One row by its key: whoever makes secrets up causes no more.</summary>
    private async Task<bool> IsStoredAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return await stored.ReadAsync(key, cancellationToken) is not null;
        }
        catch (UnusableDocumentException)
        {
            return false;
        }
    }

    private async Task<SaveOutcome> ReplaceAsync(
        string code, EnrolmentDecision was, Func<WaitingScreen, WaitingScreen> change, CancellationToken cancellationToken) =>
        With(code, was) is { } screen
            ? (await waiting.SaveAsync(screen.Key, change(screen.Value), screen.Version, Actor.Program, cancellationToken)).Outcome
            : SaveOutcome.Conflict;

    /// <summary>Counts what an address is given, before anything is written.</summary>
    private bool MayEnter(IPAddress? from)
    {
        if (clock.GetUtcNow() - _givenSince >= Minute)
        {
            _given.Clear();
            _givenSince = clock.GetUtcNow();
        }
        return ++CollectionsMarshal.GetValueRefOrAddDefault(_given, new Place(from?.ToString()), out _) <= MaximumPerMinute;
    }

    /// <summary>Who makes room when one more comes of an address; null when there is a place.</summary>
    private static string? OneTooMany(List<Document<WaitingScreen>> waiting, IPAddress? from)
    {
        var byAddress = waiting.GroupBy(static w => new Place(w.Value.Address)).ToList();
        var own = byAddress.Find(g => g.Key.Address == from?.ToString());
        var greediest = own?.Count() >= MaximumPerAddress ? own
            : waiting.Count >= MaximumTotal ? byAddress.MaxBy(static g => (g.Count(), -g.Min(static w => w.Value.At.Ticks)))
            : null;
        return greediest?.MinBy(static w => w.Value.At)?.Key;
    }

    private static string NewCode(List<Document<WaitingScreen>> waiting)
    {
        for (; ; )
        {
            var code = RandomNumberGenerator.GetString(Alphabet, CodeLength);
            if (waiting.TrueForAll(w => w.Value.Code != code))
            {
                return code;
            }
        }
    }

    /// <summary>Where a screen asks from: this machine has no address, and is one place too.</summary>
    private readonly record struct Place(string? Address);
}
