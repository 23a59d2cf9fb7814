using ServiceLevelDashboard.Analytics.Documents;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>What people made about alerts: the rules, what they took note of and what they silenced.</summary>
public sealed class AlertDocuments(
    DocumentCache<AlertRule> rules, DocumentCache<Group> groups, DocumentCache<AlertAcknowledgement> acknowledgements, DocumentCache<AlertSilence> silences)
{
    /// <summary>The rules.</summary>
    internal DocumentCache<AlertRule> Rules => rules;

    /// <summary>The groups that they name.</summary>
    internal DocumentCache<Group> Groups => groups;

    /// <summary>Who took note of which alert.</summary>
    internal DocumentCache<AlertAcknowledgement> Acknowledgements => acknowledgements;

    /// <summary>What is silenced.</summary>
    internal DocumentCache<AlertSilence> Silences => silences;

    /// <summary>Whether all were read: before that none is not none at all.</summary>
    internal bool AreRead => rules.IsRead && groups.IsRead && acknowledgements.IsRead && silences.IsRead;

    /// <summary>A rule that is looked at; null when it is no more.</summary>
    internal AlertRule? RuleOf(string key) => rules.Find(key)?.Value is { Enabled: true } rule ? rule : null;

    /// <summary>Who took note of an alert; null when nobody has.</summary>
    internal AlertAcknowledgement? AcknowledgementOf(string alert) => acknowledgements.Find(alert)?.Value;

    /// <summary>The silence that is in force for a rule and subject; null without one.</summary>
    internal AlertSilence? SilenceOf(string rule, string subject, DateTimeOffset now) =>
        silences.All.IsEmpty ? null : silences.Find(AlertSilence.KeyOf(rule, subject))?.Value is { } silence && silence.Until > now ? silence : null;
}
