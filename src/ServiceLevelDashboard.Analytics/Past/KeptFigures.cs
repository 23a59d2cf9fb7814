using System.Text;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>Keeps figures as they were, each under an address made of its content.</summary>
/// <param name="documents">Where they go.</param>
public sealed class KeptFigures(DocumentRepository<FrozenText> documents)
{
    /// <summary>Keeps a figure. The same figure kept twice has one address and one document.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="who">Who keeps it.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>Its address, or none when it is too large or the archive is away.</returns>
    public async Task<KeepResult> KeepAsync(Figure figure, Actor who, CancellationToken cancellationToken)
    {
        var text = FrozenFigure.Write(figure);
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > FrozenFigure.MaximumBytes)
        {
            return new KeepResult(null, bytes, IsAway: false);
        }
        var id = FrozenFigure.IdOf(text);
        try
        {
            // A conflict means that it is there: its address says that it is the same.
            await documents.SaveAsync(id, new FrozenText(text), 0, who, cancellationToken).ConfigureAwait(false);
            return new KeepResult(id, bytes, IsAway: false);
        }
        catch (ArchiveUnavailableException)
        {
            return new KeepResult(null, bytes, IsAway: true);
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
            var document = await documents.ReadAsync(id, cancellationToken).ConfigureAwait(false);
            return document is null ? null : new KeptFigure(id, FrozenFigure.Read(document.Value.Json), document.ChangedAt);
        }
        catch (UnusableDocumentException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }
}

/// <summary>What came of keeping a figure.</summary>
/// <param name="Id">Its address, or null when it was not kept.</param>
/// <param name="Bytes">How large it is.</param>
/// <param name="IsAway">Whether it was not kept because the archive cannot be used at present; otherwise it was too large.</param>
public sealed record KeepResult(string? Id, int Bytes, bool IsAway);

/// <summary>A kept figure.</summary>
/// <param name="Id">Its address.</param>
/// <param name="Figure">The figure as it was.</param>
/// <param name="KeptAt">When it was kept first.</param>
public sealed record KeptFigure(string Id, Figure Figure, DateTimeOffset KeptAt);
