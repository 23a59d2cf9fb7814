using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Delivery.Reports;

/// <summary>
/// Enters the reports that are due into the outbox. It remembers nothing: what is entered has an id of schedule and moment, and the outbox keeps one of each,
/// so that neither a restart nor a second instance sends one twice.
/// </summary>
internal sealed partial class ScheduleService(
    DocumentCache<Schedule> schedules, IOutbox outbox, ILeadership leadership, IContracts contracts, IDurableIntervalArchive archive, TimeProvider clock,
    ILogger<ScheduleService> logger) : LeaderService(leadership, clock, logger)
{
    /// <summary>
    /// How late a report is sent that was missed, while the program was stopped say: of several that were missed the latest alone. Less than messages stay in
    /// the outbox.
    /// </summary>
    public static readonly TimeSpan Limit = TimeSpan.FromHours(24);

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(15);

    /// <summary>A schedule is not sent for times before it was written; a turn may come a little later than that.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    private ImmutableHashSet<string> _entered = [];

    /// <inheritdoc/>
    public override string Name => "schedules";

    /// <inheritdoc/>
    protected override TimeSpan PauseAfterFailure => Between;

    /// <inheritdoc/>
    protected override async Task<TimeSpan> LeadAsync(CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        return Between;
    }

    /// <summary>One turn: enters what is due.</summary>
    /// <returns>How many messages were entered that this object had not entered before.</returns>
    public async Task<int> EnterAsync(CancellationToken cancellationToken)
    {
        var now = Clock.GetUtcNow();
        ImmutableArray<OutboxMessage> messages =
        [
            .. from document in schedules.All.Values
               where document.Value.IsEnabled
               let due = DueAt(document, contracts.Current.Calendars, archive.SettlesAfter, now)
               where due is not null
               from message in ReportMessage.Of(document.Key, document.Value, due.Value, now)
               select message,
        ];
        var fresh = messages.RemoveAll(m => _entered.Contains(m.Id));
        if (fresh.IsEmpty)
        {
            return 0;
        }

        await outbox.AddAsync(fresh, cancellationToken).ConfigureAwait(false);
        _entered = [.. messages.Select(static m => m.Id)];
        foreach (var message in fresh)
        {
            Log.Entered(logger, message.Id);
        }

        return fresh.Length;
    }

    /// <summary>The moment for which a schedule is to be sent now: the latest that is due and not too long ago; null for none.</summary>
    internal static DateTimeOffset? DueAt(Document<Schedule> document, IQueueCalendars calendars, TimeSpan settlesAfter, DateTimeOffset now)
    {
        var schedule = document.Value;
        var wait = TimeSpan.FromHours(schedule.WaitHours);
        foreach (var due in ScheduleTimes.Between(schedule.Cron, schedule.Zone, now - Limit - wait, now).Reverse())
        {
            var sentAt = due;
            if (schedule.WaitHours > 0 && FinalAt(schedule, calendars, due, settlesAfter) is var final && final > due)
            {
                sentAt = final < due + wait ? final : due + wait;
            }
            if (sentAt <= now && sentAt > now - Limit && sentAt > document.ChangedAt - Tolerance)
            {
                return due;
            }
        }

        return null;
    }

    /// <summary>
    /// When the figures of a schedule that is due are final: when the last of its days has settled on every calendar. Worked: of yesterday, with figures that
    /// settle after three hours, at 03:00.
    /// </summary>
    internal static DateTimeOffset FinalAt(Schedule schedule, IQueueCalendars calendars, DateTimeOffset due, TimeSpan settlesAfter)
    {
        var asked = ReportScope.DaysOf(schedule.Range, calendars.Standard, due);
        return (asked.Until ?? calendars.All.Max(calendar => calendar.RangeOf(asked.Dates).End)) + settlesAfter;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "A report is due and waits to be sent: {Message}")]
        public static partial void Entered(ILogger logger, string message);
    }
}
