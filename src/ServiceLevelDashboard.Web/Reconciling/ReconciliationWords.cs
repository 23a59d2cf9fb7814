using ServiceLevelDashboard.Analytics.Reconciling;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Reconciling;

/// <summary>The agreement with Genesys' own figures in words, the same on every page. Pure.</summary>
internal static class ReconciliationWords
{
    /// <summary>How the day's intervals stand: "matches Genesys: 1,440 of 1,440 intervals today". Null when nothing was compared.</summary>
    public static string? Badge(ReconciliationState state)
    {
        if (state.Today is not { Compared: > 0 } today)
        {
            return null;
        }
        var badge = today.Mismatches.IsEmpty
            ? Format.Text(ReconciliationText.BadgeMatches, Format.Count(today.Agreeing), Format.Count(today.Compared))
            : Format.Text(ReconciliationText.BadgeDiffers, Format.Count(today.Mismatches.Length), Format.Count(today.Compared));
        return state.IsConfirmed ? badge : Format.Text(ReconciliationText.BadgeInferred, badge);
    }

    /// <summary>A setting: "abandons count, short abandons count, flow-outs do not count".</summary>
    public static string Of(GenesysSwitches switches) => Format.Text(
        ReconciliationText.Setting,
        Counted(switches.IncludeAbandons),
        Counted(switches.IncludeAbandons && switches.IncludeShortAbandons),
        Counted(switches.IncludeFlowOuts));

    /// <summary>A level as its counts: "32 of 40"; an en dash for none.</summary>
    public static string Of(ServiceLevel? level) => level is { } known
        ? Format.Text(ReconciliationText.Fraction, Format.Count(known.Numerator), Format.Count(known.Denominator))
        : Format.NoValue;

    /// <summary>Day and time of an instant on the site's clocks.</summary>
    public static string At(DateTimeOffset instant, TimeZoneInfo zone) =>
        Format.Text(ReconciliationText.DateTime, Format.Date(instant, zone), Format.Time(instant, zone));

    /// <summary>Whether the switches in force are confirmed.</summary>
    public static string Standing(ReconciliationState state, TimeZoneInfo zone) => state switch
    {
        { IsConfirmed: true, ConfirmedAt: { } at } => Format.Text(ReconciliationText.Confirmed, At(at, zone)),
        { ConfirmedAt: { } at } => Format.Text(ReconciliationText.ConfirmedRefuted, At(at, zone)),
        _ => ReconciliationText.Unconfirmed,
    };

    /// <summary>What the day's intervals say of one switch, with an example.</summary>
    public static string Of(SwitchEvidence evidence, bool isContradictory, Func<QueueMedia, string> nameOf, TimeZoneInfo zone)
    {
        var reading = evidence.Reading switch
        {
            SwitchReading.On => ReconciliationText.ReadingOn,
            SwitchReading.Off => ReconciliationText.ReadingOff,
            SwitchReading.Moot => ReconciliationText.ReadingMoot,
            _ => isContradictory ? ReconciliationText.ReadingContradictory : ReconciliationText.ReadingUndecided,
        };
        return evidence.Example is not { } row ? reading : Format.Text(
            ReconciliationText.Evidence,
            reading, Format.Count(evidence.DecidingRows), nameOf(row.Key), Format.Time(row.Interval.Start, zone),
            Format.Count(row.Counts.Answered), Format.Count(row.Counts.Abandoned), Format.Count(row.Counts.ShortAbandoned),
            Format.Count(row.Counts.FlowOut), row.Counts.Genesys is { } own ? Format.Count(own.Denominator) : Format.NoValue);
    }

    /// <summary>When a change was seen: between two looks, or at one.</summary>
    public static string When(SwitchRestatement change, TimeZoneInfo zone) => change.LastSeenBefore is { } before
        ? Format.Text(ReconciliationText.ChangeSeenBetween, At(before, zone), At(change.SeenAt, zone))
        : Format.Text(ReconciliationText.ChangeSeen, At(change.SeenAt, zone));

    /// <summary>The agreement as facts for the administration page.</summary>
    public static IReadOnlyList<(string Name, string Value)> Facts(ReconciliationState state, TimeZoneInfo zone) =>
    [
        (ReconciliationText.FactToday, Badge(state) ?? Format.NoValue),
        (ReconciliationText.FactSwitches, Of(state.Switches)),
        (ReconciliationText.FactStanding, Standing(state, zone)),
        (ReconciliationText.FactChange, state.Changes is [var latest, ..] ? When(latest, zone) : ReconciliationText.FactNoChange),
    ];

    private static string Counted(bool isCounted) => isCounted ? ReconciliationText.ReadingOn : ReconciliationText.ReadingOff;
}
