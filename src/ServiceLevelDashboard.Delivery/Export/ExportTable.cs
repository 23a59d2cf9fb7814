using System.Globalization;
using ServiceLevelDashboard.Delivery.Figures;

namespace ServiceLevelDashboard.Delivery.Export;

/// <summary>Rows to be taken along as a file, for people and for programs; no sums, so that a column can be summed.</summary>
/// <param name="Title">What it shows, for the file's name: "Billing, Voice, 2026-09-01 to 2026-09-07".</param>
/// <param name="Zone">On whose clocks people read its moments.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">
/// For each row its values in the order of the columns: text, <see langword="long"/>, <see langword="decimal"/>, <see langword="bool"/>,
/// <see cref="DateTimeOffset"/>, or null where there is none. A share is a ratio: 0.8 for 80 %.
/// </param>
public sealed record ExportTable(string Title, TimeZoneInfo Zone, IReadOnlyList<ExportColumn> Columns, IEnumerable<object?[]> Rows)
{
    /// <summary>Most characters of a queue's name in a file's name: file systems end at 255 bytes.</summary>
    public const int LongestName = 60;

    private const string Date = "yyyy-MM-dd";

    /// <summary>A table whose columns say of each item what stands there.</summary>
    public static ExportTable Of<T>(
        string title, TimeZoneInfo zone, IReadOnlyList<(ExportColumn Column, Func<T, object?> Value)> columns, IEnumerable<T> items) =>
        new(title, zone, [.. columns.Select(static c => c.Column)], items.Select(item => columns.Select(c => c.Value(item)).ToArray()));

    /// <summary>Days as file names have them, so that names sort: "2026-09-01 to 2026-09-07", or the one day.</summary>
    public static string Days(DateOnly from, DateOnly to)
    {
        var (first, last) = (from.ToString(Date, CultureInfo.InvariantCulture), to.ToString(Date, CultureInfo.InvariantCulture));
        return from == to ? first : FigureFormat.Text(ExportText.Days, first, last);
    }
}

/// <summary>A column of a file.</summary>
/// <param name="Name">How programs know it; it never changes. Null for one that is for people alone.</param>
/// <param name="Heading">How it is called in the reader's language. Null for one that is for programs alone.</param>
/// <param name="Kind">What is in it.</param>
public sealed record ExportColumn(string? Name, string? Heading, ExportKind Kind = ExportKind.Text);

/// <summary>What is in a column of a file.</summary>
public enum ExportKind
{
    /// <summary>Words.</summary>
    Text,

    /// <summary>Whole numbers.</summary>
    Count,

    /// <summary>Numbers with a fraction.</summary>
    Number,

    /// <summary>Shares as ratios: 0.8 is 80 %.</summary>
    Share,

    /// <summary>Instants; people read them on the clocks of the table's zone, which the heading names.</summary>
    Moment,
}
