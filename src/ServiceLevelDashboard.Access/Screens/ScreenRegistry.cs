using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Access.Screens;

/// <summary>
/// The screens that are enrolled: lets them in by what they present, renews it, and takes it away. Every step is written with the version
/// that it was read with, so that several requests and several processes agree on one order of steps.
/// </summary>
public sealed partial class ScreenRegistry(DocumentCache<Screen> book, DocumentRepository<Screen> stored, TimeProvider clock, ILogger<ScreenRegistry> logger)
{
    /// <summary>How often a step is tried against others who are faster.</summary>
    private const int Tries = 5;

    /// <summary>All screens by their names in the archive, revoked ones too.</summary>
    public ImmutableSortedDictionary<string, Document<Screen>> All => book.All;

    /// <summary>Whether the screens were ever read: before that none is not none at all.</summary>
    public bool IsRead => book.IsRead;

    /// <summary>A screen that may show its boards, or null.</summary>
    public Screen? Find(string id) => book.Find(id)?.Value is { Revoked: null } screen ? screen : null;

    /// <summary>
    /// A screen that may show its boards, as it stands in the archive, where another instance may have enrolled or changed it a moment ago; or null. One row
    /// by its key, so for whoever the cache says no to alone.
    /// </summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be asked.</exception>
    public async Task<Screen?> FindNewestAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            if (await stored.ReadAsync(id, cancellationToken) is { } found && found.Version != book.Find(id)?.Version)
            {
                await book.RefreshAsync(cancellationToken);
            }
        }
        catch (UnusableDocumentException)
        {
            // it stays as it was before somebody broke it
        }
        return Find(id);
    }

    /// <summary>Enrols a screen that nothing was handed out to yet.</summary>
    public Task<SaveResult> EnrolAsync(string id, ScreenEdit edit, Person who, CancellationToken cancellationToken) =>
        book.SaveAsync(id, edit.Enrol(who, clock.GetUtcNow()), 0, who.Actor, cancellationToken);

    /// <summary>
    /// A first secret for a screen. May be asked again until one has settled, since an answer can be lost; null when it may not, or cannot be kept now.
    /// </summary>
    public async Task<ScreenToken?> IssueFirstAsync(string id, CancellationToken cancellationToken)
    {
        var token = ScreenToken.New(id);
        var result = await ChangeAsync(
            id,
            screen => screen is { Revoked: null, Credential: { Current: null, HasRoom: true } known }
                ? screen with { Credential = known.With(token.Hash, clock.GetUtcNow()) }
                : null,
            Actor.Program,
            cancellationToken);
        return result == SaveOutcome.Saved ? token : null;
    }

    /// <summary>A screen presents what it holds.</summary>
    /// <param name="token">What it presents.</param>
    /// <param name="from">Where it comes from; null when that is not known.</param>
    /// <param name="mayRenew">Whether the answer can carry a new secret.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<Presentation> PresentAsync(ScreenToken token, IPAddress? from, bool mayRenew, CancellationToken cancellationToken)
    {
        var hash = token.Hash;
        for (var i = 0; i < Tries; i++)
        {
            var document = book.Find(token.Screen);
            if (document?.Value.Revoked is not null)
            {
                return Presentation.Refused;
            }
            var standing = document?.Value.Credential.StandingOf(hash) ?? SecretStanding.Unknown;
            if (document is null || standing == SecretStanding.Unknown)
            {
                // another process may have written it a moment ago
                if (await LookAsync(token.Screen, document, cancellationToken) is { } end)
                {
                    return end;
                }
                continue;
            }

            var network = document.Value.Network;
            if (network is not null && !ScreenNetwork.Holds(network, from))
            {
                Log.Elsewhere(logger, document.Value.Place, token.Screen, network);
                return Presentation.Elsewhere;
            }

            if (standing == SecretStanding.Retired && network is not null)
            {
                return new Presentation(PresentationOutcome.Accepted, document.Value, null); // it came back with an old state, as it always will
            }

            if (standing == SecretStanding.Retired)
            {
                await RevokeAsync(token.Screen, Actor.Program, isCopied: true, cancellationToken);
                Log.Copied(logger, document.Value.Place, token.Screen);
                return Presentation.Refused;
            }

            var now = clock.GetUtcNow();
            var (known, renewed) = (document.Value.Credential.After(hash, now), default(ScreenToken));
            if (standing == SecretStanding.Current && mayRenew && network is null && known.IsRenewalDue(now))
            {
                renewed = ScreenToken.New(token.Screen);
                known = known.With(renewed.Hash, now);
            }

            if (ReferenceEquals(known, document.Value.Credential))
            {
                return new Presentation(PresentationOutcome.Accepted, document.Value, null);
            }
            var saved = await book.SaveAsync(token.Screen, document.Value with { Credential = known }, document.Version, Actor.Program, cancellationToken);
            if (saved.Outcome != SaveOutcome.Conflict)
            {
                // nothing is handed out that was not kept
                return new Presentation(PresentationOutcome.Accepted, document.Value, saved.IsSaved ? renewed : null);
            }
        }

        return Presentation.Unknowable;
    }

    /// <summary>Takes a screen's access away.</summary>
    public Task<SaveOutcome> RevokeAsync(string id, Actor who, bool isCopied, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            screen => screen.Revoked is null ? screen with { Revoked = new Revocation(clock.GetUtcNow(), who.Name, isCopied) } : screen,
            who,
            cancellationToken);

    /// <summary>
    /// Gives a screen another place, other boards, another network, a note, or a pause; who gives it boards lets it see what they see themselves, and no more.
    /// </summary>
    public Task<SaveOutcome> EditAsync(string id, ScreenEdit edit, Person who, CancellationToken cancellationToken) =>
        ChangeAsync(id, screen => edit.Of(screen, who), who.Actor, cancellationToken);

    /// <summary>Changes several screens, or plans places for them: all or none. A conflict when one is no longer as it was.</summary>
    /// <param name="edits">Which, what they are given, and the version that was read (0 for a place that no screen hangs at yet).</param>
    /// <param name="who">Who does it.</param>
    /// <param name="cancellationToken">Ends the work; then nothing has changed.</param>
    public Task<SaveResult> SaveAllAsync(ImmutableArray<(string Id, ScreenEdit Edit, int Version)> edits, Person who, CancellationToken cancellationToken) =>
        book.SaveAllAsync(
            [.. edits.Select(e => (e.Id, book.Find(e.Id)?.Value is { } screen ? e.Edit.Of(screen, who) : e.Edit.Enrol(who, clock.GetUtcNow()), e.Version))],
            who.Actor,
            cancellationToken);

    /// <summary>
    /// Lets a screen show a board by itself; the others that it may show stay. Who gives it one that it did not have lets it see what they see themselves.
    /// Invalid when it has as many boards as a screen may have.
    /// </summary>
    public Task<SaveOutcome> ShowAsync(string id, string board, Person who, CancellationToken cancellationToken) => ChangeAsync(
        id,
        screen => screen.Board == board
            ? screen
            : (ScreenEdit.Of(screen) with { Boards = [board, .. screen.Boards.Where(b => b != board)] }).Of(screen, who),
        who.Actor,
        cancellationToken);

    /// <summary>Forgets a screen. One that comes again is unknown.</summary>
    public async Task<SaveOutcome> RemoveAsync(string id, Actor who, CancellationToken cancellationToken) =>
        (await book.RemoveAsync(id, who, cancellationToken)).Outcome;

    /// <summary>Reads the archive's screens if it has news; null when the caller should look again.</summary>
    private async Task<Presentation?> LookAsync(string id, Document<Screen>? known, CancellationToken cancellationToken)
    {
        try
        {
            var found = await stored.ReadAsync(id, cancellationToken);
            if (found is null || found.Version == known?.Version)
            {
                return Presentation.Refused;
            }
            await book.RefreshAsync(cancellationToken);
            return book.Find(id)?.Version == known?.Version ? Presentation.Refused : null;
        }
        catch (UnusableDocumentException)
        {
            return Presentation.Refused; // a document that cannot be read lets nobody in
        }
        catch (ArchiveUnavailableException)
        {
            return Presentation.Unknowable; // a screen must not be told that it is revoked because the archive is away
        }
    }

    private async Task<SaveOutcome> ChangeAsync(string id, Func<Screen, Screen?> change, Actor who, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Tries; i++)
        {
            if (book.Find(id) is not { } document || change(document.Value) is not { } changed)
            {
                return SaveOutcome.Conflict;
            }
            if (ReferenceEquals(changed, document.Value))
            {
                return SaveOutcome.Saved;
            }
            var result = await book.SaveAsync(id, changed, document.Version, who, cancellationToken);
            if (result.Outcome != SaveOutcome.Conflict)
            {
                return result.Outcome;
            }
        }

        return SaveOutcome.Conflict;
    }

    private static partial class Log
    {
        [LoggerMessage(
            1, LogLevel.Warning, "The screen {Place} ({Screen}) was revoked: a credential that had been replaced was used again, so somebody holds a copy")]
        public static partial void Copied(ILogger logger, string place, string screen);

        [LoggerMessage(2, LogLevel.Warning, "The screen {Place} ({Screen}) was not let in: it forgets what it stores and may come from {Network} alone")]
        public static partial void Elsewhere(ILogger logger, string place, string screen, string network);
    }
}

/// <summary>What comes of a presentation.</summary>
/// <param name="Outcome">Whether the screen is let in.</param>
/// <param name="Screen">The screen; null unless it is let in.</param>
/// <param name="Renewed">What it is to hold from now on; null when nothing new.</param>
public sealed record Presentation(PresentationOutcome Outcome, Screen? Screen, ScreenToken? Renewed)
{
    /// <summary>Not let in.</summary>
    public static readonly Presentation Refused = new(PresentationOutcome.Refused, null, null);

    /// <summary>Not let in from there.</summary>
    public static readonly Presentation Elsewhere = new(PresentationOutcome.Elsewhere, null, null);

    /// <summary>Not to be judged now.</summary>
    public static readonly Presentation Unknowable = new(PresentationOutcome.Unknowable, null, null);
}

/// <summary>Whether a screen is let in.</summary>
public enum PresentationOutcome
{
    /// <summary>It is.</summary>
    Accepted,

    /// <summary>It is not, and need not ask again.</summary>
    Refused,

    /// <summary>It is not from there: its credential holds from its own network alone.</summary>
    Elsewhere,

    /// <summary>The archive is away and nothing is known: it should ask again later.</summary>
    Unknowable,
}
