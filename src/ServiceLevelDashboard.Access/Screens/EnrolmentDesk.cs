using System.Net;
using System.Security.Cryptography;
using ServiceLevelDashboard.Access.SignIn;

namespace ServiceLevelDashboard.Access.Screens;

/// <summary>
/// Where screens wait to be approved. A screen shows a code, which is no secret, and asks with a secret of its own, which is not shown. In
/// memory: after a restart a waiting screen gets another code by itself.
/// </summary>
public sealed class EnrolmentDesk(TimeProvider clock)
{
    /// <summary>How long a code may be used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>How long an approved screen may take to fetch its credential, should it lose its power in between.</summary>
    public static readonly TimeSpan FetchWithin = TimeSpan.FromHours(1);

    /// <summary>Most codes of one address; a site's screens may share one. One more takes the place of the oldest.</summary>
    public const int MaximumPerAddress = 20;

    /// <summary>Most codes in all, likewise.</summary>
    public const int MaximumTotal = 500;

    /// <summary>Letters of a code: none that can be taken for another or make a word.</summary>
    public const string Alphabet = "BCDFGHJKMNPQRTVWXY34679";

    /// <summary>Letters in a code: 23^8 are 36 bits, for ten minutes and for signed-in people only.</summary>
    public const int CodeLength = 8;

    private const int SecretBytes = 16;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, WaitingScreen> _bySecret = new(StringComparer.Ordinal); // by its hash

    /// <summary>
    /// Takes a screen in. Where too many wait, the oldest of the address with the most makes room, so that no address keeps another one out.
    /// </summary>
    /// <param name="address">Where it asks from.</param>
    /// <param name="browser">What its browser calls itself.</param>
    public (string Secret, WaitingScreen Screen) Enter(IPAddress? address, string browser)
    {
        var from = address is null ? null : ClientAddress.Of(address);
        lock (_gate)
        {
            Forget();
            var waiting = _bySecret.Where(static w => w.Value.Decision == EnrolmentDecision.None).ToList();
            if (OneTooMany(waiting, from) is { } leaving)
            {
                _bySecret.Remove(leaving);
            }

            var secret = ScreenToken.NewSecret(SecretBytes);
            var screen = new WaitingScreen(NewCode(waiting), from, browser, clock.GetUtcNow(), EnrolmentDecision.None, null);
            _bySecret.Add(ScreenToken.HashOf(secret), screen);
            return (secret, screen);
        }
    }

    /// <summary>What has become of the screen that holds a secret; null when it is unknown or its time is over.</summary>
    public WaitingScreen? Ask(string? secret)
    {
        if (secret is not { Length: > 0 and < 100 })
        {
            return null;
        }
        var hash = ScreenToken.HashOf(secret);
        lock (_gate)
        {
            Forget();
            return _bySecret.GetValueOrDefault(hash);
        }
    }

    /// <summary>The screen that shows a code; null when none does.</summary>
    /// <param name="typed">As it was typed: in any case, with blanks and hyphens.</param>
    public WaitingScreen? Find(string typed)
    {
        var code = CodeOf(typed);
        lock (_gate)
        {
            Forget();
            return _bySecret.Values.FirstOrDefault(w => w.Code == code && w.Decision == EnrolmentDecision.None);
        }
    }

    /// <summary>Whether a screen has just been approved for a place and may still come for its credential.</summary>
    public bool IsAwaited(string id)
    {
        lock (_gate)
        {
            Forget();
            return _bySecret.Values.Any(w => w.Id == id);
        }
    }

    /// <summary>Decides about a screen that waits. A code is good for one decision: false when it was made before, or is too late.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="id">The screen's name from now on; null refuses it.</param>
    public bool Decide(string code, string? id) => Replace(code, EnrolmentDecision.None, w => w with
    {
        Decision = id is null ? EnrolmentDecision.Refused : EnrolmentDecision.Approved,
        Id = id,
        At = clock.GetUtcNow(),
    });

    /// <summary>Takes an approval back that could not be kept; the screen waits on, for as long again.</summary>
    public bool Reopen(string code) => Replace(code, EnrolmentDecision.Approved, w => w with { Decision = EnrolmentDecision.None, Id = null });

    /// <summary>A typed code as it is kept.</summary>
    public static string CodeOf(string typed) => string.Concat(typed.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private bool Replace(string code, EnrolmentDecision was, Func<WaitingScreen, WaitingScreen> change)
    {
        lock (_gate)
        {
            Forget();
            if (_bySecret.FirstOrDefault(w => w.Value.Code == code && w.Value.Decision == was) is not { Key: { } hash, Value: { } screen })
            {
                return false;
            }
            _bySecret[hash] = change(screen);
            return true;
        }
    }

    private void Forget()
    {
        var now = clock.GetUtcNow();
        foreach (var (hash, screen) in _bySecret)
        {
            if (now >= screen.Until)
            {
                _bySecret.Remove(hash);
            }
        }
    }

    /// <summary>Who makes room when one more comes of an address; null when there is a place.</summary>
    private static string? OneTooMany(List<KeyValuePair<string, WaitingScreen>> waiting, IPAddress? from)
    {
        var byAddress = waiting.GroupBy(static w => new Place(w.Value.Client)).ToList();
        var own = byAddress.Find(g => Equals(g.Key.Address, from));
        var greediest = own?.Count() >= MaximumPerAddress ? own
            : waiting.Count >= MaximumTotal ? byAddress.MaxBy(static g => (g.Count(), -g.Min(static w => w.Value.At.Ticks)))
            : null;
        return greediest?.MinBy(static w => w.Value.At).Key;
    }

    /// <summary>Where a screen asks from: this machine has no address, and is one place too.</summary>
    private readonly record struct Place(IPAddress? Address);

    private static string NewCode(List<KeyValuePair<string, WaitingScreen>> waiting)
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
}

/// <summary>A screen that waits to be approved, or has just been decided about.</summary>
/// <param name="Code">What it shows.</param>
/// <param name="Client">Where it asks from, as far as limits tell addresses apart; null from this machine.</param>
/// <param name="Browser">What its browser calls itself.</param>
/// <param name="At">Since when it waits, or when it was decided.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="Id">Its name when it was approved; null otherwise.</param>
public sealed record WaitingScreen(string Code, IPAddress? Client, string Browser, DateTimeOffset At, EnrolmentDecision Decision, string? Id)
{
    /// <summary>Until when this holds.</summary>
    public DateTimeOffset Until => At + (Decision == EnrolmentDecision.Approved ? EnrolmentDesk.FetchWithin : EnrolmentDesk.Lifetime);

    /// <summary>The code as it is read best: <c>BCDF-GHJK</c>.</summary>
    public string Shown => $"{Code[..4]}-{Code[4..]}";
}

/// <summary>What was decided about a screen.</summary>
public enum EnrolmentDecision
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>It is let in.</summary>
    Approved,

    /// <summary>It is not.</summary>
    Refused,
}
