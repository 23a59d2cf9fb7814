using System.Globalization;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Alerts;

/// <summary>A rule while it is being written: what was typed stays as it was typed, also what another condition asks for.</summary>
public sealed class AlertRuleDraft
{
    /// <summary>Stands for a number that was typed and is none: outside every range.</summary>
    private const int Unreadable = -1;

    public string Name { get; set; } = "";

    public AlertConditionKind Condition { get; set; } = AlertConditionKind.Burn;

    public BurnLevel Burn { get; set; } = BurnLevel.Act;

    public string Limit { get; set; } = "";

    public string Window { get; set; } = "";

    public string Hold { get; set; } = "";

    public string Least { get; set; } = "";

    public bool Always { get; set; }

    public AlertSeverity Severity { get; set; } = AlertSeverity.Warning;

    public bool Chime { get; set; }

    public bool Enabled { get; set; } = true;

    /// <summary>The key of a group; empty for any.</summary>
    public string Group { get; set; } = "";

    public HashSet<QueueId> Queues { get; } = [];

    public HashSet<string> Divisions { get; } = new(StringComparer.OrdinalIgnoreCase);

    public HashSet<MediaType> Media { get; } = [];

    public List<AlertRouteDraft> Routes { get; } = [];

    public ConditionTraits Traits => ConditionTraits.Of(Condition);

    /// <summary>A draft of a rule as it stands.</summary>
    public static AlertRuleDraft Of(AlertRule rule)
    {
        var draft = new AlertRuleDraft
        {
            Name = rule.Name,
            Condition = rule.Condition,
            Burn = rule.Burn,
            Limit = rule.Limit is { } limit ? Shown(limit, rule.Traits.Unit) : "",
            Window = Shown(rule.WindowMinutes),
            Hold = Shown(rule.HoldSeconds),
            Least = Shown(rule.LeastContacts),
            Always = rule.Hours == AlertHours.Always,
            Severity = rule.Severity,
            Chime = rule.Chime,
            Enabled = rule.Enabled,
            Group = rule.Scope.Group ?? "",
        };
        draft.Queues.UnionWith(rule.Scope.Queues);
        draft.Divisions.UnionWith(rule.Scope.Divisions);
        draft.Media.UnionWith(rule.Scope.Media);
        draft.Routes.AddRange(rule.Routes.Select(AlertRouteDraft.Of));
        return draft;
    }

    /// <summary>The rule that has been written so far; what is no number is out of range.</summary>
    public AlertRule ToRule()
    {
        var traits = Traits;
        return new AlertRule
        {
            Name = Name.Trim(),
            Condition = Condition,
            Burn = Burn,
            Limit = traits.HasLimit ? LimitOf(Limit, traits.Unit) : null,
            WindowMinutes = traits.HasWindow ? WholeOf(Window) : null,
            HoldSeconds = WholeOf(Hold),
            LeastContacts = traits.HasLeastContacts ? WholeOf(Least) : null,
            Hours = Always ? AlertHours.Always : AlertHours.Open,
            Severity = Severity,
            Chime = Chime,
            Enabled = Enabled,
            Scope = traits.Subject != AlertSubject.Queue ? AlertScope.All : new AlertScope
            {
                Group = Group.Length > 0 ? Group : null,
                Queues = [.. Queues.OrderBy(static q => q.Value, StringComparer.Ordinal)],
                Divisions = [.. Divisions.Order(StringComparer.Ordinal)],
                Media = [.. Media.OrderBy(static m => m.Name, StringComparer.Ordinal)],
            },
            Routes = [.. Routes.Select(static r => r.ToRoute())],
        };
    }

    /// <summary>A limit as it is typed: of a share in per cent.</summary>
    public static string Shown(decimal limit, LimitUnit unit) =>
        unit == LimitUnit.Ratio ? Format.TargetDigits(limit) : limit.ToString(CultureInfo.CurrentCulture);

    /// <summary>A whole number as it is typed; nothing for none.</summary>
    public static string Shown(int? number) => number?.ToString(CultureInfo.CurrentCulture) ?? "";

    /// <summary>What was typed as a whole number; null for nothing.</summary>
    public static int? WholeOf(string typed) => typed.Trim() is not { Length: > 0 } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.CurrentCulture, out var number) ? number : Unreadable;

    private static decimal? LimitOf(string typed, LimitUnit unit)
    {
        if (typed.Replace("%", "", StringComparison.Ordinal).Trim() is not { Length: > 0 } text)
        {
            return null;
        }
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.CurrentCulture, out var number)
            ? unit == LimitUnit.Ratio ? number / 100 : number
            : Unreadable;
    }
}

/// <summary>One way by which a rule tells, while it is being written.</summary>
public sealed class AlertRouteDraft
{
    public string Route { get; set; } = "";

    public string After { get; set; } = "0";

    public string Repeat { get; set; } = "";

    public bool IsDigest { get; set; }

    public string DigestEvery { get; set; } = "60";

    public static AlertRouteDraft Of(AlertRoute route) => new()
    {
        Route = route.Route,
        After = AlertRuleDraft.Shown(route.AfterMinutes),
        Repeat = AlertRuleDraft.Shown(route.RepeatMinutes),
        IsDigest = route.Mode == AlertMode.Digest,
        DigestEvery = AlertRuleDraft.Shown(route.DigestMinutes),
    };

    public AlertRoute ToRoute() => new()
    {
        Route = Route,
        AfterMinutes = IsDigest ? 0 : AlertRuleDraft.WholeOf(After) ?? 0,
        RepeatMinutes = IsDigest ? null : AlertRuleDraft.WholeOf(Repeat),
        Mode = IsDigest ? AlertMode.Digest : AlertMode.Each,
        DigestMinutes = IsDigest ? AlertRuleDraft.WholeOf(DigestEvery) ?? 60 : 60,
    };
}
