using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Web.Tests.Alerts;

/// <summary>Alerts that a test sets by hand.</summary>
internal sealed class FakeAlerts : IAlerts
{
    private ImmutableArray<AlertView> _firing = [];

    public event Action? Changed;

    public ImmutableArray<AlertView> Rang { get; set; } = [];

    public ImmutableArray<RingCount> Rings { get; set; } = [];

    /// <summary>What was asked for, one line each.</summary>
    public List<string> Done { get; } = [];

    public SaveOutcome Outcome { get; set; } = SaveOutcome.Saved;

    public bool IsAway { get; set; }

    public ImmutableArray<AlertView> Firing(Visibility visibility) => _firing;

    public void Fire(params ImmutableArray<AlertView> firing)
    {
        _firing = firing;
        Changed?.Invoke();
    }

    public Task<ImmutableArray<AlertView>> HistoryAsync(Visibility visibility, Interval range, int count, CancellationToken cancellationToken) =>
        IsAway ? throw new ArchiveUnavailableException("away", new IOException()) : Task.FromResult(Rang);

    public Task<ImmutableArray<RingCount>> CountAsync(
        Visibility visibility, Interval range, SiteCalendar calendar, CancellationToken cancellationToken) => Task.FromResult(Rings);

    public Task<SaveResult> AcknowledgeAsync(string alert, string note, Actor who, CancellationToken cancellationToken) =>
        Do($"{who.Name} acknowledges {alert}: {note}");

    public Task<SaveResult> SilenceAsync(AlertView alert, DateTimeOffset until, string why, Actor who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return Do($"{who.Name} silences {alert.Id} until {until:HH:mm}: {why}");
    }

    public Task<SaveResult> EndSilenceAsync(AlertView alert, Actor who, CancellationToken cancellationToken) => Do($"{who.Name} ends {alert.Id}");

    private Task<SaveResult> Do(string what)
    {
        Done.Add(what);
        return Task.FromResult(new SaveResult(Outcome, []));
    }
}
