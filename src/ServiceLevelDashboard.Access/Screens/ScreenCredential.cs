using System.Collections.Immutable;

namespace ServiceLevelDashboard.Access.Screens;

/// <summary>
/// What is kept of one screen's secrets: hashes. Renewing one goes in steps that may be broken off anywhere. A new secret is issued while
/// the old one stays valid; the screen presents the new one; and when it does so again <see cref="Settling"/> later, the old one is
/// retired. A browser writes its cookies to disk up to half a minute late: without the pause, a power cut in between would bring a screen
/// back with a secret that no longer holds.
/// </summary>
/// <param name="Current">The settled secret; null until the first one has settled.</param>
/// <param name="Since">Since when it has been that; null likewise.</param>
/// <param name="Issued">Secrets that were handed out to replace it, oldest first: more than one when an answer was lost on its way.</param>
/// <param name="Retired">Secrets that must never come again, oldest first.</param>
public sealed record ScreenCredential(string? Current, DateTimeOffset? Since, ImmutableArray<IssuedSecret> Issued, ImmutableArray<string> Retired)
{
    /// <summary>How long a secret is used before a new one is issued.</summary>
    public static readonly TimeSpan RenewAfter = TimeSpan.FromHours(24);

    /// <summary>How long after its first presentation a new secret must be presented again: four times what Chromium takes to write a cookie down.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMinutes(2);

    /// <summary>How soon another secret may be issued, should the last not have arrived.</summary>
    public static readonly TimeSpan IssueAgainAfter = TimeSpan.FromSeconds(30);

    /// <summary>Most secrets under way; the oldest that never came is forgotten for another.</summary>
    public const int MaximumIssued = 3;

    /// <summary>Most retired secrets that are remembered: at one a day, two months' worth.</summary>
    public const int MaximumRetired = 60;

    /// <summary>Before any secret was issued.</summary>
    public static readonly ScreenCredential None = new(null, null, [], []);

    /// <summary>What a secret is to this screen.</summary>
    public SecretStanding StandingOf(string hash) =>
        hash == Current ? SecretStanding.Current
        : Issued.Any(i => i.Hash == hash) ? SecretStanding.Issued
        : Retired.Contains(hash, StringComparer.Ordinal) ? SecretStanding.Retired
        : SecretStanding.Unknown;

    /// <summary>Whether who presents the current secret should be given a new one now.</summary>
    public bool IsRenewalDue(DateTimeOffset now) =>
        now - Since >= RenewAfter && (Issued.IsEmpty || now - Issued[^1].At >= IssueAgainAfter) && HasRoom;

    /// <summary>Whether one more may be issued: secrets that have been presented are settled or retired by the next step, not forgotten.</summary>
    public bool HasRoom => Issued.Length < MaximumIssued || Issued.Any(i => i.PresentedAt is null);

    /// <summary>One more secret under way. Only with <see cref="HasRoom"/>.</summary>
    public ScreenCredential With(string hash, DateTimeOffset now)
    {
        var kept = Issued.Length < MaximumIssued ? Issued : Issued.Remove(Issued.First(i => i.PresentedAt is null));
        return this with { Issued = kept.Add(new IssuedSecret(hash, now, null)) };
    }

    /// <summary>What comes of a presentation. The same object when nothing changes.</summary>
    /// <param name="hash">A secret that is current or issued.</param>
    /// <param name="now">Now.</param>
    public ScreenCredential After(string hash, DateTimeOffset now)
    {
        if (Issued.FirstOrDefault(i => i.Hash == hash) is not { } issued)
        {
            return this;
        }
        if (issued.PresentedAt is not { } first)
        {
            return this with { Issued = Issued.Replace(issued, issued with { PresentedAt = now }) };
        }
        if (now - first < Settling)
        {
            return this;
        }
        var retired = Retired.AddRange(Issued.Where(i => i != issued).Select(i => i.Hash));
        if (Current is not null)
        {
            retired = retired.Add(Current);
        }
        return new ScreenCredential(hash, now, [], [.. retired.TakeLast(MaximumRetired)]);
    }
}

/// <summary>A secret that was handed out and is not settled.</summary>
/// <param name="Hash">Its hash.</param>
/// <param name="At">When it was handed out.</param>
/// <param name="PresentedAt">When it first came back; null when it has not.</param>
public sealed record IssuedSecret(string Hash, DateTimeOffset At, DateTimeOffset? PresentedAt);

/// <summary>What a secret is to a screen.</summary>
public enum SecretStanding
{
    /// <summary>Never heard of: a guess, or long forgotten.</summary>
    Unknown,

    /// <summary>Handed out and not settled: valid.</summary>
    Issued,

    /// <summary>Settled: valid.</summary>
    Current,

    /// <summary>Replaced: whoever presents it has a copy.</summary>
    Retired,
}
