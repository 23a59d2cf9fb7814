using Parquet;
using Parquet.Schema;
using ServiceLevelDashboard.Analytics.Past;

namespace ServiceLevelDashboard.Cli.Exporting;

/// <summary>
/// Flat rows as Parquet: instants as UTC microseconds, counts as 64-bit integers, targets as doubles, no ratios. Nothing else touches the library, so that no
/// other command loads it.
/// </summary>
internal static class ParquetRows
{
    /// <summary>Rows that are held until they are written as a group.</summary>
    private const int RowsOfGroup = 50_000;

    private static readonly DataField[] _fields = [.. SeriesColumns.Counts.Select(static column => FieldOf(column))];

    /// <summary>Writes all rows.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<long> WriteAsync(Stream stream, IAsyncEnumerable<SeriesRow> rows, CancellationToken cancellationToken)
    {
        var (group, written) = (new List<SeriesRow>(), 0L);
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = System.IO.Compression.CompressionLevel.Fastest };
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(_fields), stream, options, cancellationToken: cancellationToken);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            group.Add(row);
            if (group.Count == RowsOfGroup)
            {
                written += await WriteAsync(writer, group, cancellationToken);
            }
        }

        return written + (group.Count > 0 || written == 0 ? await WriteAsync(writer, group, cancellationToken) : 0);
    }

    private static async Task<int> WriteAsync(ParquetWriter writer, List<SeriesRow> rows, CancellationToken cancellationToken)
    {
        using (var group = writer.CreateRowGroup())
        {
            foreach (var (column, field) in SeriesColumns.Counts.Zip(_fields))
            {
                await WriteAsync(group, column, field, rows, cancellationToken);
            }
        }

        var count = rows.Count;
        rows.Clear();
        return count;
    }

    private static async Task WriteAsync(
        ParquetRowGroupWriter group, SeriesColumn column, DataField field, List<SeriesRow> rows, CancellationToken cancellationToken)
    {
        switch (column.Kind)
        {
            case SeriesKind.Text:
                await group.WriteAsync(field, rows.ConvertAll(row => (string?)column.Value(row))!); // the column may hold nulls
                break;
            case SeriesKind.Instant:
                var instants = rows.Select(row => (column.Value(row) as DateTimeOffset?)?.UtcDateTime).ToArray();
                await group.WriteAsync<DateTime>(field, instants, cancellationToken: cancellationToken);
                break;
            case SeriesKind.Flag:
                await group.WriteAsync<bool>(field, rows.Select(row => (bool?)column.Value(row)).ToArray(), cancellationToken: cancellationToken);
                break;
            case SeriesKind.Count:
                await group.WriteAsync<long>(field, rows.Select(row => (long?)column.Value(row)).ToArray(), cancellationToken: cancellationToken);
                break;
            default:
                await group.WriteAsync<double>(field, rows.Select(row => (double?)(decimal?)column.Value(row)).ToArray(), cancellationToken: cancellationToken);
                break;
        }
    }

    private static DataField FieldOf(SeriesColumn column) => column.Kind switch
    {
        SeriesKind.Text => new DataField<string>(column.Name, nullable: true),
        SeriesKind.Instant => new DateTimeDataField(column.Name, DateTimeFormat.Timestamp, true, DateTimeTimeUnit.Micros, isNullable: true), // true: UTC
        SeriesKind.Flag => new DataField<bool>(column.Name, nullable: true),
        SeriesKind.Count => new DataField<long>(column.Name, nullable: true),
        _ => new DataField<double>(column.Name, nullable: true),
    };
}
