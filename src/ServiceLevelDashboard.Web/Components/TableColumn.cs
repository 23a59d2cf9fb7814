namespace ServiceLevelDashboard.Web.Components;

/// <summary>A column of a <see cref="SortableTable{T}"/>.</summary>
/// <typeparam name="T">What a row shows.</typeparam>
/// <param name="Title">What stands over it.</param>
/// <param name="Value">By what it sorts: texts in the reader's alphabet, all else by its own order; null stands first.</param>
/// <param name="IsNumber">Whether it stands at the end of the cell.</param>
public sealed record TableColumn<T>(string Title, Func<T, object?> Value, bool IsNumber = false);
