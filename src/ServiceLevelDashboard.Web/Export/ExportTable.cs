namespace ServiceLevelDashboard.Web.Export;

/// <summary>Rows to be taken along as a file: no sums, so that a column can be summed, and machine names, so that a program can read them.</summary>
/// <param name="Name">The file's name without its end, after "service-level-".</param>
/// <param name="Headings">The columns.</param>
/// <param name="Rows">
/// For each row its values in the order of the columns: text, <see langword="long"/>, <see langword="decimal"/>, <see langword="bool"/>,
/// <see cref="DateTimeOffset"/>, or null where there is none.
/// </param>
public sealed record ExportTable(string Name, IReadOnlyList<string> Headings, IEnumerable<object?[]> Rows);
