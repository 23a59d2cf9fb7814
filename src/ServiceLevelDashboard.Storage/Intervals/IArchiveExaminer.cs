using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Storage.Intervals;

/// <summary>Looks whether all that the archive holds can be read and is what was written.</summary>
public interface IArchiveExaminer
{
    /// <summary>Reads everything once: the structure of the file (SQLite) and every figure.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive is away.</exception>
    Task<ArchiveExamination> ExamineAsync(CancellationToken cancellationToken);
}

/// <summary>What an examination of the archive found.</summary>
/// <param name="Rows">Rows of figures that were read, intervals and sums of days; those behind damage may be missing.</param>
/// <param name="Problems">What is damaged, in the database's or our own words, at most twenty, without names; empty when all is sound.</param>
/// <param name="FetchedAt">When figures were last fetched; null when there are none or it cannot be read.</param>
public sealed record ArchiveExamination(long Rows, ImmutableArray<string> Problems, DateTimeOffset? FetchedAt);
