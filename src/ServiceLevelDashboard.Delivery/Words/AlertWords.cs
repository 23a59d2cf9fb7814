using System.Collections.Immutable;
using System.Globalization;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Figures;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Delivery.Words;

/// <summary>
/// What is said of alerts, in the current language and in plain text: every sender encodes it for its own format. Names are on one line and bounded. Worked:
/// <c>[Critical] Billing, Voice: 61 % (239 of 391) below 80 % in 20 s since 10:45</c>.
/// </summary>
public static class AlertWords
{
    private const int LongestDetail = 300;
    private const int NamesInSubject = 3;

    /// <summary>The subject: severity, queue, what, since. So it can be sorted.</summary>
    public static string Subject(AlertNotice notice)
    {
        var isTest = notice.Kind == AlertNoticeKind.Test;
        var tag = isTest ? AlertText.TagTest
            : notice.Kind == AlertNoticeKind.Digest ? AlertText.TagDigest
            : notice.Alerts.All(static a => a.State == AlertState.Resolved) ? AlertText.TagResolved
            : notice.Kind == AlertNoticeKind.Acknowledgement ? AlertText.TagAcknowledged
            : Severity(notice.Alerts.Where(static a => a.State != AlertState.Resolved).Max(static a => a.Severity));
        return $"[{tag}] {(notice.Alerts is [var one] ? Headline(one, notice.At) : Many(notice))}";
    }

    /// <summary>Why it is said, where that is not said by the subject; empty where it is.</summary>
    public static string Occasion(AlertNotice notice) => notice.Kind switch
    {
        AlertNoticeKind.Repetition => AlertText.StillFiring,
        AlertNoticeKind.Escalation => AlertText.Escalated,
        AlertNoticeKind.Test => AlertText.TestNote,
        _ => "",
    };

    /// <summary>What happened, in one line.</summary>
    public static string Headline(AlertFacts alert, DateTimeOffset now) => alert is { State: AlertState.Resolved, ResolvedAt: { } over }
        ? FigureFormat.Text(AlertText.During, Name(alert), What(alert), Time(alert, Begin(alert), now), Time(alert, over, now))
        : FigureFormat.Text(AlertText.IsSince, Name(alert), What(alert), Time(alert, Begin(alert), now));

    /// <summary>How it stands: its severity, or that it is over.</summary>
    public static string Standing(AlertFacts alert) => alert.State == AlertState.Resolved ? AlertText.TagResolved : Severity(alert.Severity);

    /// <summary>All that is known, each with its label.</summary>
    public static ImmutableArray<(string Label, string Value)> Lines(AlertFacts alert, DateTimeOffset now)
    {
        var lines = ImmutableArray.CreateBuilder<(string Label, string Value)>();
        if (alert.Level is { } level)
        {
            var span = alert.LevelOf is { } of
                ? FigureFormat.Text(AlertText.LastMinutes, FigureFormat.Count((long)of.TotalMinutes))
                : AlertText.LevelToday;
            lines.Add((AlertText.Level, FigureFormat.Text(AlertText.LevelOf, Level(level, alert.Target), span)));
        }
        if (alert.Target is { } target)
        {
            lines.Add((AlertText.Target, FigureFormat.Text(
                AlertText.TargetValue, FigureFormat.Target(target.Ratio), FigureFormat.Threshold(target.Threshold))));
        }
        lines.Add(alert is { State: AlertState.Resolved, ResolvedAt: { } over }
            ? (AlertText.FiringUntil, FigureFormat.Text(
                AlertText.FromTo, Time(alert, Begin(alert), now), Time(alert, over, now), Duration(over - Begin(alert))))
            : (AlertText.Firing, Time(alert, Begin(alert), now)));
        Add(alert.Waiting is { } waiting ? FigureFormat.Count(waiting) : null, AlertText.Waiting);
        Add(alert.LongestWait is { } longest ? FigureFormat.Duration(longest) : null, AlertText.LongestWait);
        Add(alert.OnQueue is { } agents ? FigureFormat.Count(agents) : null, AlertText.Agents);
        Add(alert.Chance is { } chance ? FigureFormat.Share((decimal)chance) : null, AlertText.Chance);
        Add(alert.Ratio is { } ratio ? FigureFormat.Share(ratio) : null,
            alert.Condition == AlertConditionKind.QuotaOver ? AlertText.Quota : AlertText.AbandonRate);
        Add(alert.State != AlertState.Resolved && alert.Recovery is { } recovery
            ? FigureFormat.Text(AlertText.RecoveryValue, FigureFormat.Count((long)Math.Ceiling(recovery)))
            : null, AlertText.Recovery);
        Add(string.Join("; ", alert.Why.IsDefault ? [] : alert.Why.Select(Cause).Where(static c => c.Length > 0)), AlertText.Why);
        Add(PlainName.Line(alert.Detail, LongestDetail), AlertText.Detail);
        Add(alert.AcknowledgedBy is { } by ? PlainName.Of(by, FigureFormat.NoValue) : null, AlertText.AcknowledgedBy);
        Add(PlainName.Of(alert.RuleName, alert.Rule), AlertText.Rule);
        Add(alert.DataUntil is { } until ? $"{Time(alert, until, now)} ({ZoneOf(alert).Id})" : null, AlertText.DataUntil);
        return lines.ToImmutable();

        void Add(string? value, string label)
        {
            if (!string.IsNullOrEmpty(value))
            {
                lines.Add((label, value));
            }
        }
    }

    /// <summary>Where the page as it was is found; the dashboard itself when it was not kept, null when its address is not known.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="address">The dashboard's address; null when it is not known.</param>
    public static Uri? Link(AlertFacts alert, Uri? address)
    {
        return Uri.TryCreate(address, alert.Path?.TrimStart('/') ?? "", out var page) && page.Authority == address?.Authority && page.Scheme == address.Scheme
            ? page
            : address;
    }

    /// <summary>Whom it is about.</summary>
    public static string Name(AlertFacts alert)
    {
        var name = PlainName.Of(alert.Name, AlertText.Dashboard);
        return alert.Queue is { } queue ? FigureFormat.Text(AlertText.NameMedia, name, PlainName.Of(FigureWords.Of(queue.Media), "")) : name;
    }

    /// <summary>How bad it is, in a word.</summary>
    public static string Severity(AlertSeverity severity) => severity switch
    {
        AlertSeverity.Critical => AlertText.SeverityCritical,
        AlertSeverity.Warning => AlertText.SeverityWarning,
        _ => AlertText.SeverityInformation,
    };

    private static string Many(AlertNotice notice)
    {
        var names = notice.Alerts.Select(Name).Distinct(StringComparer.Ordinal).ToList();
        var shown = string.Join(", ", names.Take(NamesInSubject));
        if (names.Count > NamesInSubject)
        {
            shown = $"{shown} {FigureFormat.Text(AlertText.AndMore, FigureFormat.Count(names.Count - NamesInSubject))}";
        }
        var text = FigureFormat.Text(AlertText.ManyAlerts, FigureFormat.Count(notice.Alerts.Length), shown);
        return notice.Alerts.MinBy(Begin) is { } first ? FigureFormat.Text(AlertText.ManySince, text, Time(first, Begin(first), notice.At)) : text;
    }

    /// <summary>What it says, in a few words: "longest wait 2:31, limit 2:00".</summary>
    public static string What(AlertFacts alert) => alert.Condition switch
    {
        AlertConditionKind.Burn => alert.Level is { } level
            ? FigureFormat.Text(AlertText.WhatBurn, Level(level, alert.Target))
            : AlertText.WhatBurnAlone,
        AlertConditionKind.LevelBelowTarget => OfLevel(alert),
        AlertConditionKind.ChanceUnder => FigureFormat.Text(AlertText.WhatChance, Share((decimal?)alert.Chance), Share(alert.Limit)),
        AlertConditionKind.LongestWaitOver => FigureFormat.Text(
            AlertText.WhatLongestWait,
            FigureFormat.Duration(alert.LongestWait),
            FigureFormat.Duration(alert.Limit is { } seconds ? TimeSpan.FromSeconds((double)seconds) : null)),
        AlertConditionKind.WaitingOver => FigureFormat.Text(AlertText.WhatWaiting, Count(alert.Waiting), Count(alert.Limit)),
        AlertConditionKind.NobodyOnQueue => FigureFormat.Text(AlertText.WhatNobody, Count(alert.Waiting)),
        AlertConditionKind.AbandonRateOver => FigureFormat.Text(AlertText.WhatAbandons, Share(alert.Ratio), Share(alert.Limit)),
        AlertConditionKind.FiguresStale => AlertText.WhatStale,
        AlertConditionKind.CentreRefuses => AlertText.WhatCentre,
        AlertConditionKind.QuotaOver => FigureFormat.Text(AlertText.WhatQuota, Share(alert.Ratio), Share(alert.Limit)),
        AlertConditionKind.FigureDiffers => AlertText.WhatDiffers,
        AlertConditionKind.SwitchesChanged => AlertText.WhatSwitches,
        AlertConditionKind.ArchiveUnavailable => AlertText.WhatArchive,
        AlertConditionKind.ScreenDark => AlertText.WhatScreen,
        AlertConditionKind.Undelivered => AlertText.WhatUndelivered,
        _ => PlainName.Of(alert.RuleName, alert.Rule),
    };

    /// <summary>The same at a glance, for a line that is read from afar: "waiting 2:31", "61 %". Empty where the condition has no figure.</summary>
    public static string Glance(AlertFacts alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return alert.Condition switch
        {
            AlertConditionKind.Burn or AlertConditionKind.LevelBelowTarget => alert.Level is { } level ? FigureFormat.Level(level, alert.Target?.Ratio) : "",
            AlertConditionKind.ChanceUnder => FigureFormat.Text(AlertText.GlanceChance, Share((decimal?)alert.Chance)),
            AlertConditionKind.LongestWaitOver => FigureFormat.Text(AlertText.GlanceWait, FigureFormat.Duration(alert.LongestWait)),
            AlertConditionKind.WaitingOver => FigureFormat.Text(AlertText.GlanceWaiting, Count(alert.Waiting)),
            AlertConditionKind.NobodyOnQueue => AlertText.GlanceNobody,
            AlertConditionKind.AbandonRateOver => FigureFormat.Text(AlertText.GlanceAbandons, Share(alert.Ratio)),
            _ => "",
        };
    }

    private static string OfLevel(AlertFacts alert) => (alert.Level, alert.Target) switch
    {
        // a level of the rule's own, which is not the target's
        ({ } level, var target) when alert.Limit is { } limit && limit != target?.Ratio =>
            FigureFormat.Text(AlertText.LevelUnder, Level(level, target), FigureFormat.Target(limit)),
        ({ } level, { } target) => FigureFormat.Text(
            level.Reaches(target.Ratio) == false ? AlertText.LevelBelow : AlertText.LevelAt,
            Level(level, target), FigureFormat.Target(target.Ratio), FigureFormat.Threshold(target.Threshold)),
        ({ } level, null) => Level(level, null),
        _ => AlertText.WhatLevel,
    };

    /// <summary>A level with what it is made of; of few contacts that alone.</summary>
    private static string Level(ServiceLevel level, ServiceLevelTarget? target) => level.Denominator < FigureFormat.PercentFrom
        ? FigureFormat.Level(level, target?.Ratio)
        : FigureFormat.Text(AlertText.LevelOf, FigureFormat.Percent(level, target?.Ratio), FigureFormat.Counts(level));

    private static string Cause(string cause) => cause switch
    {
        "Volume" => AlertText.WhyVolume,
        "HandleTime" => AlertText.WhyHandleTime,
        "Agents" => AlertText.WhyAgents,
        "Abandons" => AlertText.WhyAbandons,
        _ => "",
    };

    private static string Share(decimal? ratio) => ratio is { } known ? FigureFormat.Share(known) : FigureFormat.NoValue;

    private static string Count(decimal? count) => count is { } known ? FigureFormat.Count((long)known) : FigureFormat.NoValue;

    private static string Duration(TimeSpan span) => span < TimeSpan.FromHours(1)
        ? FigureFormat.Text(AlertText.Minutes, FigureFormat.Count((long)Math.Ceiling(span.TotalMinutes)))
        : FigureFormat.Text(AlertText.HoursMinutes, FigureFormat.Count((long)span.TotalHours), FigureFormat.Count(span.Minutes));

    private static DateTimeOffset Begin(AlertFacts alert) => alert.Since;

    /// <summary>A time on the clocks of the alert's zone, with its date unless that is today's.</summary>
    private static string Time(AlertFacts alert, DateTimeOffset instant, DateTimeOffset now)
    {
        var zone = ZoneOf(alert);
        var (clock, today) = (SiteCalendar.ClockAt(instant, zone), SiteCalendar.ClockAt(now, zone));
        return clock.ToString(clock.Date == today.Date ? "HH:mm" : "d MMM HH:mm", CultureInfo.CurrentCulture);
    }

    private static TimeZoneInfo ZoneOf(AlertFacts alert) => TimeZoneInfo.TryFindSystemTimeZoneById(alert.Zone, out var zone) ? zone : TimeZoneInfo.Utc;
}
