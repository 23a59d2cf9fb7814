using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace ServiceLevelDashboard.Domain.Levels;

/// <summary>
/// What the organisation's three switches must be, read from Genesys' own denominators: no interface of the vendor tells them. A setting is
/// possible as long as it makes the denominator of every row; nothing is averaged, guessed or outvoted. Worked: 10 answered, 4 abandoned of which
/// 1 short, 2 flow-outs and a denominator of 13 leave one setting, short abandons out; without the short one and the flow-outs, two or more are left.
/// </summary>
public sealed record SwitchInference
{
    /// <summary>A change needs this many rows on either side that the other side's setting does not fit; fewer may be odd rows.</summary>
    public const int MinimumRowsOfAChange = 3;

    private const int Everything = (1 << 6) - 1;

    private SwitchInference()
    {
    }

    /// <summary>How many rows had a denominator of Genesys' own; the others say nothing.</summary>
    public required int Rows { get; init; }

    /// <summary>
    /// The settings of <see cref="GenesysSwitches.Distinct"/> that fit all explained rows, since <see cref="Change"/> if there was one. All six when
    /// nothing tells them apart; empty when none fits.
    /// </summary>
    public required ImmutableArray<GenesysSwitches> Fitting { get; init; }

    /// <summary>Every setting with what speaks against it, over all rows.</summary>
    public required ImmutableArray<SettingFit> Settings { get; init; }

    /// <summary>Where the figures go over from one setting to another, or null when one setting fits all of them or no single change explains them.</summary>
    public required SwitchChange? Change { get; init; }

    /// <summary>Rows whose denominator no setting makes: they say nothing of the switches and differ under every setting. Usually empty.</summary>
    public required ImmutableArray<QueueInterval> Unexplained { get; init; }

    /// <summary>
    /// The rows that ruled out a setting that the rows before them had left possible, at most a handful: these the setting was made to fit, so they
    /// are no evidence that it is right. All others are.
    /// </summary>
    public required ImmutableArray<QueueInterval> Taught { get; init; }

    /// <summary>Whether abandons count.</summary>
    public required SwitchEvidence Abandons { get; init; }

    /// <summary>Whether short abandons count.</summary>
    public required SwitchEvidence ShortAbandons { get; init; }

    /// <summary>Whether flow-outs count.</summary>
    public required SwitchEvidence FlowOuts { get; init; }

    /// <summary>Whether no setting fits all explained rows and no single change explains it.</summary>
    public bool IsContradictory => Fitting.IsEmpty;

    /// <summary>Whether exactly one setting fits.</summary>
    public bool IsDecided => Fitting.Length == 1;

    /// <summary>Reads the switches from rows.</summary>
    /// <param name="rows">Rows in any order, of one or several queues; those without figures of Genesys' own are passed over.</param>
    public static SwitchInference Of(ImmutableArray<QueueInterval> rows)
    {
        var masks = new int[rows.Length];
        var told = 0;
        var contradicting = new int[GenesysSwitches.Distinct.Length];
        var example = new QueueInterval?[GenesysSwitches.Distinct.Length];
        var unexplained = ImmutableArray.CreateBuilder<QueueInterval>();
        var byStart = new Dictionary<DateTimeOffset, int>();
        for (var i = 0; i < rows.Length; i++)
        {
            masks[i] = Everything;
            if (rows[i].Counts.Genesys is not { } own)
            {
                continue;
            }
            told++;
            var mask = FittingOf(rows[i].Counts, own.Denominator);
            for (var s = 0; s < contradicting.Length; s++)
            {
                if ((mask & (1 << s)) != 0)
                {
                    continue;
                }
                contradicting[s]++;
                example[s] ??= rows[i];
            }

            if (mask == 0)
            {
                unexplained.Add(rows[i]);
                continue;
            }

            masks[i] = mask;
            ref var all = ref CollectionsMarshal.GetValueRefOrAddDefault(byStart, rows[i].Interval.Start, out var isKnown);
            all = isKnown ? all & mask : mask;
        }

        var total = byStart.Values.Aggregate(Everything, static (a, b) => a & b);
        var change = total == 0 ? ChangeIn(rows, masks, byStart) : null;
        var fitting = change is null ? total : MaskOf(change.After);
        return new SwitchInference
        {
            Rows = told,
            Fitting = SettingsOf(fitting),
            Settings = [.. GenesysSwitches.Distinct.Select((s, i) => new SettingFit(s, contradicting[i], example[i]))],
            Change = change,
            Unexplained = unexplained.ToImmutable(),
            Taught = fitting == 0 ? [] : TaughtBy(rows, masks, change),
            Abandons = Read(rows, masks, change, fitting, static s => s.IncludeAbandons, static (a, b) => a.IncludeFlowOuts == b.IncludeFlowOuts),
            ShortAbandons = Read(
                rows,
                masks,
                change,
                fitting,
                static s => s.IncludeAbandons ? s.IncludeShortAbandons : null,
                static (a, b) => a.IncludeFlowOuts == b.IncludeFlowOuts),
            FlowOuts = Read(
                rows,
                masks,
                change,
                fitting,
                static s => s.IncludeFlowOuts,
                static (a, b) => a.IncludeAbandons == b.IncludeAbandons && a.IncludeShortAbandons == b.IncludeShortAbandons),
        };
    }

    /// <summary>
    /// The setting to reckon with: of those that fit, or, when none does, of those with the fewest rows against them, the one nearest to a preferred setting.
    /// </summary>
    /// <param name="preferred">Decides what the figures leave open.</param>
    public GenesysSwitches Nearest(GenesysSwitches preferred)
    {
        ArgumentNullException.ThrowIfNull(preferred);
        var least = Settings.Min(static s => s.Contradicting);
        return Nearest(IsContradictory ? [.. Settings.Where(s => s.Contradicting == least).Select(static s => s.Switches)] : Fitting, preferred);
    }

    /// <summary>The setting of some that has the most switches in common with a preferred one; the first of equals.</summary>
    /// <param name="settings">Some settings; not empty.</param>
    /// <param name="preferred">The preferred one.</param>
    public static GenesysSwitches Nearest(ImmutableArray<GenesysSwitches> settings, GenesysSwitches preferred)
    {
        ArgumentNullException.ThrowIfNull(preferred);
        var wanted = preferred.Effective();
        return settings.MaxBy(s => (s.IncludeAbandons == wanted.IncludeAbandons ? 1 : 0)
            + (s.IncludeShortAbandons == wanted.IncludeShortAbandons ? 1 : 0)
            + (s.IncludeFlowOuts == wanted.IncludeFlowOuts ? 1 : 0))!; // not empty
    }

    /// <summary>The settings that make a row's denominator, one bit each in the order of <see cref="GenesysSwitches.Distinct"/>.</summary>
    private static int FittingOf(ContactCounts counts, long denominator)
    {
        var mask = 0;
        for (var s = 0; s < GenesysSwitches.Distinct.Length; s++)
        {
            if (ServiceLevelCalculator.GenesysDenominator(counts, GenesysSwitches.Distinct[s]) == denominator)
            {
                mask |= 1 << s;
            }
        }

        return mask;
    }

    // The longest run of intervals up to the last that one setting fits, provided that one other setting fits all before it.
    private static SwitchChange? ChangeIn(ImmutableArray<QueueInterval> rows, int[] masks, Dictionary<DateTimeOffset, int> byStart)
    {
        var starts = byStart.Keys.Order().ToArray();
        var after = Everything;
        var first = starts.Length;
        while (first > 0 && (after & byStart[starts[first - 1]]) != 0)
        {
            after &= byStart[starts[--first]];
        }
        if (first == 0 || first == starts.Length)
        {
            return null;
        }
        var before = starts[..first].Aggregate(Everything, (all, start) => all & byStart[start]);
        if (before == 0)
        {
            return null;
        }

        var from = starts[first];
        int againstBefore = 0, againstAfter = 0;
        for (var i = 0; i < masks.Length; i++)
        {
            if (rows[i].Interval.Start >= from)
            {
                againstBefore += (masks[i] & before) == 0 ? 1 : 0;
            }
            else
            {
                againstAfter += (masks[i] & after) == 0 ? 1 : 0;
            }
        }

        return Math.Min(againstBefore, againstAfter) < MinimumRowsOfAChange ? null : new SwitchChange(from, SettingsOf(before), SettingsOf(after));
    }

    private static ImmutableArray<QueueInterval> TaughtBy(ImmutableArray<QueueInterval> rows, int[] masks, SwitchChange? change)
    {
        var taught = ImmutableArray.CreateBuilder<QueueInterval>();
        int leftBefore = Everything, leftAfter = Everything;
        for (var i = 0; i < masks.Length; i++)
        {
            ref var left = ref (change is not null && rows[i].Interval.Start < change.From ? ref leftBefore : ref leftAfter);
            if ((left & masks[i]) == left)
            {
                continue;
            }
            left &= masks[i];
            taught.Add(rows[i]);
        }

        return taught.ToImmutable();
    }

    private static SwitchEvidence Read(
        ImmutableArray<QueueInterval> rows, int[] masks, SwitchChange? change, int fitting,
        Func<GenesysSwitches, bool?> position, Func<GenesysSwitches, GenesysSwitches, bool> isRestAlike)
    {
        var possible = SettingsOf(fitting);
        if (possible.Select(position).Distinct().ToArray() is not [var only])
        {
            return new SwitchEvidence(SwitchReading.Undecided, 0, null);
        }
        if (only is not { } isOn)
        {
            return new SwitchEvidence(SwitchReading.Moot, 0, null);
        }
        var otherWay = 0;
        for (var s = 0; s < GenesysSwitches.Distinct.Length; s++)
        {
            var other = GenesysSwitches.Distinct[s];
            if (position(other) == !isOn && possible.Any(p => isRestAlike(p, other)))
            {
                otherWay |= 1 << s;
            }
        }

        var deciding = 0;
        QueueInterval? example = null;
        for (var i = 0; i < masks.Length; i++)
        {
            if ((masks[i] & otherWay) != 0 || (change is not null && rows[i].Interval.Start < change.From))
            {
                continue;
            }
            deciding++;
            example ??= rows[i];
        }

        return new SwitchEvidence(isOn ? SwitchReading.On : SwitchReading.Off, deciding, example);
    }

    private static ImmutableArray<GenesysSwitches> SettingsOf(int mask) => [.. GenesysSwitches.Distinct.Where((_, s) => (mask & (1 << s)) != 0)];

    private static int MaskOf(ImmutableArray<GenesysSwitches> settings) =>
        settings.Aggregate(0, static (mask, s) => mask | (1 << GenesysSwitches.Distinct.IndexOf(s)));
}
