using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ServiceLevelDashboard.Analytics.Configuration;

/// <summary>Says in sentences what is wrong with the section <c>Site</c>.</summary>
/// <param name="refresh">The section <c>Refresh</c>: days have to start where its intervals do.</param>
/// <param name="clock">The present moment: the zone's changes of the clocks around it are looked at.</param>
internal sealed class SiteOptionsValidator(IConfiguration refresh, TimeProvider clock) : IValidateOptions<SiteOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SiteOptions options)
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(options.TimeZone))
        {
            problems.Add(
                "Site:TimeZone is not set. Set it to the IANA name of the site's time zone, for instance Europe/Berlin; it decides where a day starts.");
        }
        else if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out var zone) || !zone.HasIanaId)
        {
            problems.Add($"Site:TimeZone is '{options.TimeZone}', which is no IANA time zone. Set it to a name like Europe/Berlin or America/New_York.");
        }
        if (!OptionText.TryTime(options.DayStart, out _))
        {
            problems.Add($"Site:DayStart is '{options.DayStart}'. Set it to a time of day like 00:00 or 06:30.");
        }

        if (problems.Count == 0 && OffTheBorder(options) is { } problem)
        {
            problems.Add(problem);
        }
        foreach (var holiday in options.Holidays)
        {
            if (!DateOnly.TryParseExact(holiday?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            {
                problems.Add($"Site:Holidays holds '{holiday}'. Write each date like 2026-12-25.");
            }
        }

        AddHours(problems, "Site:OpeningHours", options.OpeningHours);
        foreach (var (queue, own) in options.Queues)
        {
            AddHours(problems, $"Site:Queues:{queue}:OpeningHours", own.OpeningHours);
        }
        return OptionsCheck.Result(problems);
    }

    private string? OffTheBorder(SiteOptions options)
    {
        var text = refresh[nameof(RefreshOptions.Granularity)] ?? new RefreshOptions().Granularity;
        return Granularity.TryParse(text, out var granularity)
            && OptionText.TryTime(options.DayStart, out var start)
            && new SiteCalendar(TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone ?? "UTC"), start) is var calendar
            && DayBorders.Problem(calendar, granularity, clock.GetUtcNow()) is { } problem
            ? $"Site:DayStart is {options.DayStart}: {problem}"
            : null;
    }

    private static void AddHours(List<string> problems, string key, Dictionary<string, string> hours)
    {
        foreach (var (days, times) in hours)
        {
            if (!OpeningHoursText.TryParse(days, times, out _, out var problem))
            {
                problems.Add($"{key}:{days}: {problem}.");
            }
        }
    }
}

/// <summary>Says in sentences what is wrong with the section <c>Refresh</c>.</summary>
internal sealed class RefreshOptionsValidator : IValidateOptions<RefreshOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, RefreshOptions options)
    {
        var problems = new List<string>();
        OptionsCheck.Range(problems, "Refresh:ObservationsSeconds", options.ObservationsSeconds, 1, 3600);
        OptionsCheck.Range(problems, "Refresh:IntervalsSeconds", options.IntervalsSeconds, 1, 3600);
        OptionsCheck.Range(problems, "Refresh:QueuesMinutes", options.QueuesMinutes, 1, 1440);
        OptionsCheck.Range(problems, "Refresh:TrailingHours", options.TrailingHours, 2, 24);
        if (!(options.JitterRatio >= 0 && options.JitterRatio <= 0.5))
        {
            problems.Add(FormattableString.Invariant($"Refresh:JitterRatio is {options.JitterRatio}. Set it to a ratio from 0 to 0.5."));
        }
        if (!Granularity.TryParse(options.Granularity, out var granularity) || granularity == Granularity.Hour)
        {
            problems.Add($"Refresh:Granularity is '{options.Granularity}'. Set it to PT5M, PT15M or PT30M.");
        }
        return OptionsCheck.Result(problems);
    }
}

/// <summary>Says in sentences what is wrong with the section <c>ServiceLevel</c>.</summary>
internal sealed class ServiceLevelOptionsValidator : IValidateOptions<ServiceLevelOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ServiceLevelOptions options)
    {
        var problems = new List<string>();
        if (!FormulaIds.TryParse(options.Definition, out _))
        {
            problems.Add($"ServiceLevel:Definition is '{options.Definition}'. Set it to one of: {string.Join(", ", FormulaIds.All)}.");
        }
        if (options.ShortAbandonSeconds is { } seconds)
        {
            OptionsCheck.Range(problems, "ServiceLevel:ShortAbandonSeconds", seconds, 1, 3600);
        }
        AddEdges(problems, "ServiceLevel:Edges:Answered", options.Edges.Answered);
        AddEdges(problems, "ServiceLevel:Edges:Abandoned", options.Edges.Abandoned);
        return OptionsCheck.Result(problems);
    }

    private static void AddEdges(List<string> problems, string key, string? text)
    {
        try
        {
            _ = OptionText.Seconds(text).Count();
        }
        catch (FormatException e)
        {
            problems.Add($"{key} is '{text}': {e.Message}. Write whole seconds separated by commas, like 5,20,60.");
        }
    }
}

/// <summary>What the validators share.</summary>
internal static class OptionsCheck
{
    /// <summary>Adds a sentence when a number is out of range.</summary>
    public static void Range(List<string> problems, string key, int value, int from, int to)
    {
        if (value < from || value > to)
        {
            problems.Add(FormattableString.Invariant($"{key} is {value}. Set it to a whole number from {from} to {to}."));
        }
    }

    /// <summary>Success without problems, failure with all of them.</summary>
    public static ValidateOptionsResult Result(List<string> problems) =>
        problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
}

/// <summary>Checks <see cref="HistoryOptions"/>.</summary>
internal sealed class HistoryOptionsValidator : IValidateOptions<HistoryOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, HistoryOptions options)
    {
        var problems = options.Problems().ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
