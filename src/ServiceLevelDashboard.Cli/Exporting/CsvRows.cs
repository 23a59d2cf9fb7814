using ServiceLevelDashboard.Analytics.Past;

namespace ServiceLevelDashboard.Cli.Exporting;

/// <summary>Flat rows as CSV (RFC 4180, UTF-8): as the API writes them, without ratios.</summary>
internal static class CsvRows
{
    /// <summary>Writes all rows with their headings.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<long> WriteAsync(Stream stream, IAsyncEnumerable<SeriesRow> rows, CancellationToken cancellationToken)
    {
        var written = 0L;
        await using var text = Terminal.TextOn(stream);
        using var csv = SeriesColumns.OpenCsv(text, SeriesColumns.Counts);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            SeriesColumns.Write(csv, SeriesColumns.Counts, row);
            written++;
        }

        return written;
    }
}
