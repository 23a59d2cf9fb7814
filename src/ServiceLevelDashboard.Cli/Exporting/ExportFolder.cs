using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Cli.Exporting;

/// <summary>
/// A folder of days: <c>2026-09-01.parquet</c> and so on, each written under another name and renamed, and <c>export.json</c>, which says of each how many
/// rows it has, whether it is final, and the fingerprint by which it is known that nothing of it has changed.
/// </summary>
/// <param name="path">The folder.</param>
/// <param name="format">What the files end in.</param>
/// <param name="terminal">Is told of each day.</param>
internal sealed class ExportFolder(string path, string format, Terminal terminal)
{
    private const string ListName = "export.json";

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes the days that are not there yet, are not final, or have changed.</summary>
    /// <param name="reader">Reads the rows.</param>
    /// <param name="archive">Says what has changed.</param>
    /// <param name="request">What is asked of each day.</param>
    /// <param name="dates">The days.</param>
    /// <param name="cancellationToken">Ends the work; the days that are done stay.</param>
    /// <returns>Whether there is any row in the files of these days.</returns>
    public async Task<bool> WriteAsync(
        SeriesReader reader, IDurableIntervalArchive archive, SeriesRequest request, DateRange dates, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(path);
        var done = Read();
        var (kept, rows) = (0, 0L);
        foreach (var date in dates.Days)
        {
            var day = request with { Dates = new DateRange(date, date) };
            if (!reader.PartsOf(day).Any())
            {
                break; // it has not begun
            }
            var file = $"{date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.{format}";
            var fingerprint = await reader.FingerprintAsync(day, AskedOf(request), archive, cancellationToken);
            if (fingerprint is not null && done.TryGetValue(file, out var before) && before.Fingerprint == fingerprint && File.Exists(Path.Combine(path, file)))
            {
                (kept, rows) = (kept + 1, rows + before.Rows);
                continue;
            }
            var written = await WriteAsync(file, reader.ReadAsync(day, cancellationToken), cancellationToken);
            done = done.SetItem(file, new ExportedDay(written, fingerprint is not null, fingerprint));
            OutputFile.Write(terminal, Path.Combine(path, ListName), stream => JsonSerializer.Serialize(stream, done, _json));
            terminal.Say($"{file}: {InvariantFormat.Counted(written, "row", "rows")}{(fingerprint is null ? ", not final" : "")}");
            rows += written;
        }

        if (kept > 0)
        {
            terminal.Say(FormattableString.Invariant($"Days exported before, final and unchanged: {kept}."));
        }
        if (rows == 0)
        {
            terminal.Say("No data found: the archive holds no contacts of these days.");
        }
        return rows > 0;
    }

    /// <summary>Writes one file, which has its name once it is whole. What a run that was killed has left is written over.</summary>
    private async Task<long> WriteAsync(string file, IAsyncEnumerable<SeriesRow> rows, CancellationToken cancellationToken)
    {
        var partial = Path.Combine(path, file + ".partial");
        long written;
        await using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write))
        {
            written = format == "csv"
                ? await CsvRows.WriteAsync(stream, rows, cancellationToken)
                : await ParquetRows.WriteAsync(stream, rows, cancellationToken);
        }
        File.Move(partial, Path.Combine(path, file), overwrite: true);
        return written;
    }

    private ImmutableSortedDictionary<string, ExportedDay> Read()
    {
        var none = ImmutableSortedDictionary.Create<string, ExportedDay>(StringComparer.Ordinal);
        var list = Path.Combine(path, ListName);
        if (!File.Exists(list))
        {
            return none;
        }
        try
        {
            return none.AddRange(JsonSerializer.Deserialize<Dictionary<string, ExportedDay>>(File.ReadAllBytes(list), _json) ?? []);
        }
        catch (JsonException e)
        {
            throw new UsageException($"{list} cannot be read ({e.Message}). Remove it, and every day is written again.");
        }
    }

    private static string AskedOf(SeriesRequest request) =>
        $"1 {request.Granularity?.ToString() ?? SeriesRequest.WholeDays} {string.Join(',', request.Media)} {string.Join(',', request.Queues)}";

    /// <summary>A day that was written.</summary>
    /// <param name="Rows">How many rows it has.</param>
    /// <param name="Final">Whether it is not expected to change.</param>
    /// <param name="Fingerprint">The fingerprint of what it was made of; null while it is not final.</param>
    private sealed record ExportedDay(long Rows, bool Final, string? Fingerprint);
}
