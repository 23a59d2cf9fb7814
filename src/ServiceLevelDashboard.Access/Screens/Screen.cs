using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Access.Screens;

/// <summary>A screen that somebody has approved, as it is kept.</summary>
/// <param name="Place">Where it hangs; what people call it.</param>
/// <param name="Boards">The boards that it may show; the first is the one it shows by itself. Never empty.</param>
/// <param name="Roles">The keys of the roles of who gave it its boards: it sees what they see, as the roles are now.</param>
/// <param name="ApprovedBy">Who approved it.</param>
/// <param name="ApprovedAt">When.</param>
/// <param name="Credential">What it is known by.</param>
/// <param name="Revoked">When its access was taken away; null while it has it.</param>
/// <param name="Network">
/// Where it may come from, as <c>10.1.2.0/24</c>, when it forgets what it stores: its credential is then not replaced and holds from there alone. Null of
/// other screens, whose credential is replaced and holds from anywhere.
/// </param>
/// <param name="Note">What people note about it; empty when nothing.</param>
/// <param name="IsPaused">Whether it is off on purpose: it stays enrolled, and nobody misses it while it is dark.</param>
public sealed record Screen(
    string Place, ImmutableArray<string> Boards, ImmutableArray<string> Roles, string ApprovedBy, DateTimeOffset ApprovedAt, ScreenCredential Credential,
    Revocation? Revoked = null, string? Network = null, string Note = "", bool IsPaused = false)
{
    /// <summary>The longest place, in characters.</summary>
    public const int MaximumPlaceLength = 60;

    /// <summary>The longest note, in characters.</summary>
    public const int MaximumNoteLength = 200;

    /// <summary>Most boards of one screen.</summary>
    public const int MaximumBoards = 50;

    /// <summary>How screens are kept.</summary>
    public static readonly DocumentKind<Screen> Kind = new(
        "screen", DocumentJson.Of<Screen>(), static (_, screen) => Problems(screen),
        static (_, screen) =>
        [
            new TypedName("place", screen.Place, MaximumPlaceLength),
            .. new[] { new TypedName("note", screen.Note, MaximumNoteLength) }.Where(static note => note.Text is not ""),
        ]);

    /// <summary>The board that it shows by itself.</summary>
    public string Board => Boards[0];

    /// <summary>Whether no credential was ever handed out: nothing can hang there yet.</summary>
    public bool IsNew => Credential is { Current: null, Issued.IsEmpty: true };

    private static ImmutableArray<string> Problems(Screen screen)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        if (string.IsNullOrWhiteSpace(screen.Place) || screen.Place.Length > MaximumPlaceLength)
        {
            problems.Add(FormattableString.Invariant($"place must be 1 to {MaximumPlaceLength} characters."));
        }
        if (screen.Note is null || screen.Note.Length > MaximumNoteLength)
        {
            problems.Add(FormattableString.Invariant($"note must be at most {MaximumNoteLength} characters."));
        }
        if (screen.Boards.IsDefaultOrEmpty || screen.Boards.Length > MaximumBoards)
        {
            problems.Add(FormattableString.Invariant($"boards must be 1 to {MaximumBoards}."));
        }
        if (screen.Network is { } network && ScreenNetwork.Parse(network) is null)
        {
            problems.Add("network must be an address or a range such as 10.1.2.0/24.");
        }
        if (screen.Roles.IsDefault)
        {
            problems.Add("roles must be a list.");
        }
        if (screen.Credential is null || screen.Credential.Issued.IsDefault || screen.Credential.Retired.IsDefault)
        {
            problems.Add("credential must hold issued and retired.");
        }
        return problems.ToImmutable();
    }
}

/// <summary>That a screen's access was taken away.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who did it.</param>
/// <param name="IsCopied">Whether a secret that had been replaced came again: somebody holds a copy.</param>
public sealed record Revocation(DateTimeOffset At, string By, bool IsCopied);
