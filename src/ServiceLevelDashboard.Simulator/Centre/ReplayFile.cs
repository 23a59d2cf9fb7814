using System.Globalization;
using CsvHelper;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Simulator.Centre;

/// <summary>One contact as a file of real contacts has it.</summary>
/// <param name="Queue">Name of the queue.</param>
/// <param name="OfferedAt">Local time at which it entered the queue.</param>
/// <param name="Answered">Answered, else abandoned.</param>
/// <param name="WaitSeconds">Time in the queue.</param>
/// <param name="HandleSeconds">Service time; 0 when abandoned.</param>
internal sealed record ReplayRow(string Queue, DateTime OfferedAt, bool Answered, int WaitSeconds, int HandleSeconds);

/// <summary>Reads a file of real contacts.</summary>
internal static class ReplayFile
{
    private static readonly string[] _columns = ["queue", "offered_at", "outcome", "wait_seconds", "handle_seconds"];

    /// <exception cref="InvalidDataException">The file lacks a column, is no UTF-8 text or a row cannot be read; the message names file and row.</exception>
    public static List<ReplayRow> Read(string file)
    {
        using var csv = CsvReader.FromText(TextOf(file));
        var rows = new List<ReplayRow>();
        try
        {
            csv.ReadHeader();
            var columns = new int[_columns.Length];
            for (var i = 0; i < columns.Length; i++)
            {
                if (!csv.TryGetFieldIndex(_columns[i], out columns[i]))
                {
                    throw new InvalidDataException($"{file}: no column '{_columns[i]}'; expected {string.Join(", ", _columns)}.");
                }
            }

            while (csv.Read())
            {
                // Row 1 is the header.
                rows.Add(Row(csv, columns) ?? throw new InvalidDataException(FormattableString.Invariant(
                    $"{file}, row {rows.Count + 2}: expected a queue, a local time such as 1999-02-01T07:00:17, 'answered' or 'abandoned', and two numbers of seconds.")));
            }
        }
        catch (CsvFormatException broken)
        {
            throw new InvalidDataException(FormattableString.Invariant($"{file}, row {rows.Count + 2}: {broken.Message}"), broken);
        }

        return rows;
    }

    private static string TextOf(string file)
    {
        try
        {
            return FileText.Of(file, File.ReadAllBytes(file));
        }
        catch (UnreadableTextException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    private static ReplayRow? Row(CsvReader csv, int[] columns)
    {
        if (csv.FieldCount <= columns.Max())
        {
            return null;
        }
        var queue = csv.GetString(columns[0]);
        var outcome = csv.GetString(columns[2]);
        return queue.Length > 0
            && outcome is "answered" or "abandoned"
            && DateTime.TryParseExact(csv.GetString(columns[1]), "s", CultureInfo.InvariantCulture, DateTimeStyles.None, out var offeredAt)
            && csv.TryParse<int>(columns[3], out var wait) && wait is >= 0 and < 1_000_000
            && csv.TryParse<int>(columns[4], out var handle) && handle is >= 0 and < 1_000_000
            ? new ReplayRow(queue, offeredAt, outcome == "answered", wait, handle)
            : null;
    }
}
