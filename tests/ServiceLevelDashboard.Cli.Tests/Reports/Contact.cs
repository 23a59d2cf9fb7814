using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Cli.Tests.Reports;

internal enum Outcome
{
    Answered,
    Abandoned,
    FlowedOut,
}

/// <summary>One contact, from which every figure can be counted the slow way.</summary>
internal sealed record Contact(QueueMedia Key, DateTimeOffset OfferedAt, TimeSpan Wait, Outcome Outcome, TimeSpan Handle)
{
    public DateTimeOffset EndedWaitingAt => OfferedAt + Wait;
}
