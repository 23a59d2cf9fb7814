using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Explaining;

/// <summary>The budgets of the site's week (from Monday on) and calendar month, from the archive's days.</summary>
/// <param name="history">The days.</param>
/// <param name="contracts">Which day is today.</param>
/// <param name="clock">The present moment.</param>
public sealed class PeriodBudgets(LevelHistory history, IContracts contracts, TimeProvider clock)
{
    /// <summary>Over this pace a period that is half over is in danger.</summary>
    public const decimal HotPace = 1.2m;

    /// <summary>Reads both: the week first.</summary>
    /// <param name="key">Queue and media type.</param>
    /// <param name="sees">Whose eyes it is for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ImmutableArray<PeriodBudget>> ReadAsync(QueueMedia key, Visibility sees, CancellationToken cancellationToken)
    {
        var today = contracts.Current.DayOf(clock.GetUtcNow());
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var first = new DateOnly(today.Year, today.Month, 1);
        return
        [
            await ReadAsync(key, monday, monday.AddDays(6), today, sees, cancellationToken).ConfigureAwait(false),
            await ReadAsync(key, first, first.AddMonths(1).AddDays(-1), today, sees, cancellationToken).ConfigureAwait(false),
        ];
    }

    private async Task<PeriodBudget> ReadAsync(QueueMedia key, DateOnly from, DateOnly to, DateOnly today, Visibility sees, CancellationToken cancellationToken)
    {
        var request = new HistoryRequest(from, today) { Queues = [key.Queue], Media = key.Media, SideBySide = true };
        var view = await history.ReadAsync(request, sees, cancellationToken).ConfigureAwait(false);
        // One queue and media type: one line, or none when nothing happened.
        var line = view.Lines.FirstOrDefault(l => l.Keys.Contains(key));
        var level = line?.Level.Lower ?? ServiceLevel.None;
        var isHalfOver = 2 * (today.DayNumber - from.DayNumber + 1) > to.DayNumber - from.DayNumber + 1;
        return new PeriodBudget(from, to, level, line?.TargetRatio is { } ratio ? new ErrorBudget(level, ratio, rest: null) : null, !view.Missing.IsEmpty)
        {
            IsHot = isHalfOver && line?.TargetRatio is { } target && level.Missed > HotPace * (1 - target) * level.Denominator,
        };
    }
}

/// <summary>A week's or a month's budget so far.</summary>
/// <param name="From">Its first day.</param>
/// <param name="To">Its last day.</param>
/// <param name="Level">The level so far, the lower one where it is known in bounds.</param>
/// <param name="Budget">The budget; null without a target, and when the target changed within the period.</param>
/// <param name="IsPartly">Whether some of it is not in the archive.</param>
public sealed record PeriodBudget(DateOnly From, DateOnly To, ServiceLevel Level, ErrorBudget? Budget, bool IsPartly)
{
    /// <summary>Whether half of the period is over and the pace is above <see cref="PeriodBudgets.HotPace"/>.</summary>
    public bool IsHot { get; init; }

    /// <summary>What it takes; null without a budget.</summary>
    public Recovery? Recovery => Budget is null ? null : new Recovery(Budget);
}
