using System.Collections.Immutable;
using System.Text;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>Keeps figures as they were, each under an address made of its content, and knows who has kept which.</summary>
/// <param name="figures">Where they go.</param>
/// <param name="entries">Who has kept which.</param>
/// <param name="clock">Dates the keeping.</param>
public sealed class KeptFigures(DocumentRepository<FrozenText> figures, DocumentRepository<KeptEntry> entries, TimeProvider clock) : IDisposable
{
    /// <summary>How many figures one person keeps at most; each has up to <see cref="FrozenFigure.MaximumBytes"/>.</summary>
    public const int MaximumOfOne = 100;

    /// <summary>Counting and writing are one step: two pages of one person do not share the last place.</summary>
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Keeps a figure. The same figure kept twice has one address and one document.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="who">The person who keeps it.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>Its address, or none when it is too large, the person keeps as many as may be, or the archive is away.</returns>
    public async Task<KeepResult> KeepAsync(Figure figure, Actor who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentNullException.ThrowIfNull(who);
        var text = FrozenFigure.Write(figure);
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > FrozenFigure.MaximumBytes)
        {
            return new KeepResult(null, bytes, KeepOutcome.TooLarge);
        }
        var id = FrozenFigure.IdOf(text);
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var known = await entries.ListAsync(cancellationToken).ConfigureAwait(false);
            var entry = known.FirstOrDefault(e => e.Key == id);
            if (entry?.Value.IsBy(who.Id) != true)
            {
                if (known.Count(e => e.Value.IsBy(who.Id)) >= MaximumOfOne)
                {
                    return new KeepResult(null, bytes, KeepOutcome.TooMany);
                }
                // A conflict means that it is there: its address says that it is the same.
                await figures.SaveAsync(id, new FrozenText(text), 0, who, cancellationToken).ConfigureAwait(false);
                var keeper = new Keeper(who.Id, who.Name, clock.GetUtcNow());
                var kept = entry?.Value ?? new KeptEntry
                {
                    Queue = figure.Key.Queue,
                    Media = figure.Key.Media,
                    From = figure.Range.Start,
                    To = figure.Range.End,
                    By = [],
                };
                await SaveAsync(id, kept with { By = kept.By.Add(keeper) }, entry?.Version ?? 0, cancellationToken).ConfigureAwait(false);
            }

            return new KeepResult(id, bytes, KeepOutcome.Kept);
        }
        catch (ArchiveUnavailableException)
        {
            return new KeepResult(null, bytes, KeepOutcome.Away);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Keeps a figure for the program: it is nobody's, counts for nobody, and is removed by who knows its address.</summary>
    /// <returns>Its address, or none when it is too large.</returns>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be written at present.</exception>
    public async Task<string?> KeepForProgramAsync(Figure figure, CancellationToken cancellationToken)
    {
        var text = FrozenFigure.Write(figure);
        if (Encoding.UTF8.GetByteCount(text) > FrozenFigure.MaximumBytes)
        {
            return null;
        }
        var id = FrozenFigure.IdOf(text);
        await figures.SaveAsync(id, new FrozenText(text), 0, Actor.Program, cancellationToken).ConfigureAwait(false); // a conflict means that it is there
        return id;
    }

    /// <summary>Removes a figure that the program has kept, unless a person keeps it too.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be written at present.</exception>
    public async Task RemoveForProgramAsync(string id, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (FrozenFigure.IsId(id) && await EntryOfAsync(id, cancellationToken).ConfigureAwait(false) is null)
            {
                await figures.RemoveAsync(id, Actor.Program, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Reads a kept figure; null when there is none under this address.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read at present.</exception>
    /// <exception cref="InvalidDataException">The document was altered: its content no longer makes its address.</exception>
    public async Task<KeptFigure?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        if (!FrozenFigure.IsId(id))
        {
            return null;
        }
        try
        {
            var document = await figures.ReadAsync(id, cancellationToken).ConfigureAwait(false);
            return document is null ? null : new KeptFigure(id, FrozenFigure.Read(document.Value.Json), document.ChangedAt);
        }
        catch (UnusableDocumentException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    /// <summary>Who has kept a figure; empty for one that was kept before that was written down.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read at present.</exception>
    public async Task<ImmutableArray<Keeper>> KeepersOfAsync(string id, CancellationToken cancellationToken) =>
        await EntryOfAsync(id, cancellationToken).ConfigureAwait(false) is { } entry ? entry.Value.By : [];

    /// <summary>The figures that were kept, latest first.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read at present.</exception>
    public async Task<ImmutableArray<Document<KeptEntry>>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await entries.ListAsync(cancellationToken).ConfigureAwait(false)).OrderByDescending(static e => e.ChangedAt).ThenBy(static e => e.Key)];

    /// <summary>Removes a figure for one of those who keep it; with the last of them the figure goes. An administrator removes it for all.</summary>
    /// <param name="id">Its address.</param>
    /// <param name="who">Who removes it.</param>
    /// <param name="forAll">Whether it goes for everybody; for an administrator alone.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>What is needed to bring it back; null when there was nothing of theirs.</returns>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be written at present.</exception>
    public async Task<RemovedFigure?> RemoveAsync(string id, Actor who, bool forAll, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(who);
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var entry = await EntryOfAsync(id, cancellationToken).ConfigureAwait(false);
            if (!forAll && entry?.Value.IsBy(who.Id) != true)
            {
                return null;
            }
            var text = await TextOfAsync(id, cancellationToken).ConfigureAwait(false);
            ImmutableArray<Keeper> others = forAll || entry is null ? [] : [.. entry.Value.By.Where(k => k.Id != who.Id)];
            if (entry is not null && others.IsEmpty)
            {
                await entries.RemoveAsync(id, Actor.Program, cancellationToken).ConfigureAwait(false);
            }
            else if (entry is not null)
            {
                await SaveAsync(id, entry.Value with { By = others }, entry.Version, cancellationToken).ConfigureAwait(false);
            }
            if (others.IsEmpty)
            {
                await figures.RemoveAsync(id, who, cancellationToken).ConfigureAwait(false);
            }
            return new RemovedFigure(id, text, entry?.Value);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Brings a removed figure back for those whom it was removed for.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be written at present.</exception>
    public async Task BringBackAsync(RemovedFigure removed, Actor who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(removed);
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (removed.Text is { } text)
            {
                await figures.SaveAsync(removed.Id, text, 0, who, cancellationToken).ConfigureAwait(false);
            }
            if (removed.Entry is { } before)
            {
                var now = await EntryOfAsync(removed.Id, cancellationToken).ConfigureAwait(false);
                var by = before.By.Concat(now?.Value.By ?? []).DistinctBy(static k => k.Id);
                await SaveAsync(removed.Id, before with { By = [.. by] }, now?.Version ?? 0, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    /// <summary>The trail tells of the figure itself.</summary>
    private Task<SaveResult> SaveAsync(string id, KeptEntry entry, int version, CancellationToken cancellationToken) =>
        entries.SaveAsync(id, entry, version, Actor.Program, cancellationToken);

    private async Task<Document<KeptEntry>?> EntryOfAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return FrozenFigure.IsId(id) ? await entries.ReadAsync(id, cancellationToken).ConfigureAwait(false) : null;
        }
        catch (UnusableDocumentException)
        {
            return null; // broken by hand: as one of which nobody knows who kept it
        }
    }

    private async Task<FrozenText?> TextOfAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return FrozenFigure.IsId(id) ? (await figures.ReadAsync(id, cancellationToken).ConfigureAwait(false))?.Value : null;
        }
        catch (UnusableDocumentException)
        {
            return null; // it was altered: it can go, and need not come back
        }
    }
}

/// <summary>Whether a figure was kept.</summary>
public enum KeepOutcome
{
    /// <summary>It was, now or before.</summary>
    Kept,

    /// <summary>It has more than <see cref="FrozenFigure.MaximumBytes"/>.</summary>
    TooLarge,

    /// <summary>The person keeps <see cref="KeptFigures.MaximumOfOne"/> already.</summary>
    TooMany,

    /// <summary>The archive cannot be used at present.</summary>
    Away,
}

/// <summary>What came of keeping a figure.</summary>
/// <param name="Id">Its address, or null when it was not kept.</param>
/// <param name="Bytes">How large it is.</param>
/// <param name="Outcome">Whether it was kept, and if not why.</param>
public sealed record KeepResult(string? Id, int Bytes, KeepOutcome Outcome);

/// <summary>A kept figure.</summary>
/// <param name="Id">Its address.</param>
/// <param name="Figure">The figure as it was.</param>
/// <param name="KeptAt">When it was kept first.</param>
public sealed record KeptFigure(string Id, Figure Figure, DateTimeOffset KeptAt);

/// <summary>A figure that was removed, to be brought back.</summary>
/// <param name="Id">Its address.</param>
/// <param name="Text">The figure; null when it could not be read.</param>
/// <param name="Entry">Who had kept it; null when that was not known.</param>
public sealed record RemovedFigure(string Id, FrozenText? Text, KeptEntry? Entry);
