using System.Globalization;
using MudBlazor;

namespace ServiceLevelDashboard.Web.Components;

/// <summary>A day as the reader's country writes it, with or without leading zeros. What is no day is none, and stays as it was typed.</summary>
internal sealed class TypedDay : IReversibleConverter<DateTime?, string?>
{
    public string? Convert(DateTime? input) => input is { } day ? DateOnly.FromDateTime(day).ToString(CultureInfo.CurrentCulture) : null;

    public DateTime? ConvertBack(string? input) =>
        DateOnly.TryParse(input, CultureInfo.CurrentCulture, out var day) ? new DateTime(day, TimeOnly.MinValue) : null;
}

/// <summary>A time of the day of 24 hours, likewise.</summary>
internal sealed class TypedTimeOfDay : IReversibleConverter<TimeSpan?, string?>
{
    public string? Convert(TimeSpan? input) => input is { } time ? TimeOnly.FromTimeSpan(time).ToString("HH:mm", CultureInfo.InvariantCulture) : null;

    public TimeSpan? ConvertBack(string? input) => TimeOnly.TryParse(input, CultureInfo.CurrentCulture, out var time) ? time.ToTimeSpan() : null;
}
