using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>A past day of one queue, interval by interval: what the condition said at the end of each.</summary>
internal readonly ref struct ReplayDay
{
    private readonly AlertRule _rule;
    private readonly bool[] _known;
    private readonly TrendPoint[] _points;
    private readonly BurnPoint[] _burn;
    private readonly ServiceLevelTarget?[] _targets;

    /// <summary>Makes it of the rows of a day.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="spells">What the queue was measured by.</param>
    /// <param name="rows">Its rows, oldest first; an interval without contacts has none.</param>
    /// <param name="intervals">All intervals of the day.</param>
    /// <param name="known">Which of them were fetched.</param>
    public ReplayDay(
        AlertRule rule, ImmutableArray<MeasureSpell> spells, ReadOnlySpan<QueueInterval> rows, ImmutableArray<Interval> intervals, bool[] known)
    {
        (_rule, _known) = (rule, known);
        _points = new TrendPoint[intervals.Length];
        _targets = new ServiceLevelTarget?[intervals.Length];
        var (next, spell) = (0, 0);
        for (var i = 0; i < intervals.Length; i++)
        {
            while (next < rows.Length && rows[next].Interval.Start < intervals[i].Start)
            {
                next++;
            }
            while (spell + 1 < spells.Length && spells[spell + 1].From <= intervals[i].Start)
            {
                spell++;
            }
            var counts = next < rows.Length && rows[next].Interval.Start == intervals[i].Start ? rows[next].Counts : ContactCounts.Zero;
            var measure = spells[spell].Measure;
            var level = ReferenceEquals(counts, ContactCounts.Zero) ? ServiceLevelBounds.Of(ServiceLevel.None) : measure.LevelOf(counts);
            _points[i] = new TrendPoint(intervals[i], level, counts, IsOpen: false);
            _targets[i] = measure.Target;
            Level += level.Lower;
        }

        _burn = rule.Condition == AlertConditionKind.Burn ? Array.ConvertAll(_points, static p => new BurnPoint(p.Interval, p.Level.Lower)) : [];
    }

    /// <summary>The level of the whole day.</summary>
    public ServiceLevel Level { get; } = ServiceLevel.None;

    /// <summary>The target at its end.</summary>
    public ServiceLevelTarget? Target => _targets is [.., var last] ? last : null;

    /// <summary>Whether the day is known whole.</summary>
    public bool IsWhole => Array.TrueForAll(_known, static k => k);

    /// <summary>How many intervals it has.</summary>
    public int Count => _points.Length;

    /// <summary>What the condition says at the end of an interval, whatever the opening hours.</summary>
    /// <param name="i">Which interval.</param>
    /// <param name="isOpen">Whether an alert is open: without one a burn that cannot begin is not looked at closer.</param>
    public AlertReading At(int i, bool isOpen)
    {
        var at = _points[i].Interval.End;
        if (!_known[i])
        {
            return new AlertReading(ReadingKind.Unknown, at);
        }
        var soFar = _points.AsSpan(0, i + 1);
        return new AlertReading(
            _rule.Condition switch
            {
                AlertConditionKind.LevelBelowTarget => (_rule.Limit ?? _targets[i]?.Ratio) is { } target
                    ? AlertConditions.JudgeLevel(AlertConditions.WindowOf(soFar, _rule.Window), target, _rule.Least)
                    : ReadingKind.Clear,
                AlertConditionKind.AbandonRateOver =>
                    AlertConditions.JudgeAbandons(AlertConditions.WindowOf(soFar, _rule.Window), _rule.ActualLimit!.Value, _rule.Least), // it has one
                _ => Burn(i, isOpen),
            },
            at);
    }

    /// <summary>By the rates alone: the day's forecast is not kept, so that what needs it to begin may begin without.</summary>
    private ReadingKind Burn(int i, bool isOpen)
    {
        if (_targets[i] is not { } target || (!isOpen && !MayBurn(i, target.Ratio)))
        {
            return ReadingKind.Clear;
        }
        var day = AlertConditions.WindowOf(_points.AsSpan(0, i + 1), TimeSpan.FromDays(2)); // all of the day so far
        var burn = BurnAlert.Judge(
            _burn.AsSpan(0, i + 1),
            isOpen: false,
            new ErrorBudget(day.Level, target.Ratio, rest: null),
            isTargetUnlikely: true,
            mayBeChance: (window, busy) => BelowTarget.Probability(
                Math.Max(0, (double)window.Numerator) / window.Denominator,
                EffectiveSample.Of(window.Denominator, busy.TotalSeconds, day.HandleSeconds),
                (double)target.Ratio) > QueueOutlook.NoNewsOver);
        return AlertConditions.OfBurn(burn.Level, _rule.Burn);
    }

    private bool MayBurn(int i, decimal ratio)
    {
        foreach (var rule in Domain.Budget.Burn.RulesFor(ratio))
        {
            var (window, _) = Domain.Budget.Burn.Window(_burn.AsSpan(0, i + 1), isOpen: false, rule.Short);
            if (window.Denominator > 0 && window.Missed >= rule.MissedRatio * window.Denominator)
            {
                return true;
            }
        }

        return false;
    }
}
