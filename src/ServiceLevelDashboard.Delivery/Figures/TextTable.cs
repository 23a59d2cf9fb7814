namespace ServiceLevelDashboard.Delivery.Figures;

/// <summary>Writes rows with aligned columns, two blanks apart.</summary>
public static class TextTable
{
    /// <summary>Writes a table.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="rows">The rows, the headings first; all of the same length.</param>
    /// <param name="rightAligned">Columns of numbers.</param>
    public static void Write(TextWriter writer, IReadOnlyList<string[]> rows, params int[] rightAligned)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0)
        {
            return;
        }
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) =>
                rightAligned.Contains(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
            writer.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }
}
