using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Reconciling;
using ServiceLevelDashboard.Analytics.Tests.History;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Alerts;

/// <summary>Everything that alerts need, in the hands of a test: a clock, figures, documents and an archive.</summary>
internal sealed class AlertStage : ISnapshots, IArchiveStatus, IReconciliation, INoticeSender, IAlertFigures, IDisposable
{
    private readonly FakeDurableArchive _documents = new();
    private readonly Dictionary<string, FakeLeadership> _leaderships = [];
    private readonly DocumentCache<AlertAcknowledgement> _acknowledgements;
    private readonly DocumentCache<AlertSilence> _silences;
    private readonly DocumentCache<Group> _groups;

    public AlertStage()
    {
        Archive = new FakeAlertArchive();
        Rules = Cache(AlertRules.Kind);
        _groups = Cache(GroupRules.Kind);
        _acknowledgements = Cache(AlertAcknowledgement.Kind);
        _silences = Cache(AlertSilence.Kind);
        Documents = new AlertDocuments(Rules, _groups, _acknowledgements, _silences);
        Book = new AlertBook(Open, Documents, new AlertActions(Documents, Archive, Clock), this);
    }

    public FakeTimeProvider Clock { get; } = new(Given.Utc("10:00"));

    public FakeAlertArchive Archive { get; }

    public DocumentCache<AlertRule> Rules { get; }

    public AlertDocuments Documents { get; }

    public OpenAlerts Open { get; } = new();

    public AlertBook Book { get; }

    /// <summary>What was sent past the outbox.</summary>
    public List<(string Route, AlertNotice Notice)> Sent { get; } = [];

    /// <summary>The kept figures that were let go.</summary>
    public List<string> Removed { get; } = [];

    /// <summary>The queues as they are seen; null while there is no snapshot.</summary>
    public ImmutableArray<QueueSummary>? Queues { get; set; } = [];

    /// <summary>When the figures are of; null for now.</summary>
    public DateTimeOffset? DataUntil { get; set; }

    public ImmutableArray<RefreshFailure> Failures { get; set; } = [];

    public ArchiveState Current { get; set; } = new("a fake", null, null, null);

    ReconciliationState IReconciliation.Current => ReconciliationState.Nothing;

    /// <summary>The messages that were entered, as <c>route kind: Queue a Firing, ...</c>.</summary>
    public IEnumerable<string> Told => Archive.Messages.Select(static m => Said(m.Route, NoticeOf(m)));

    public static AlertNotice NoticeOf(OutboxMessage message) => JsonSerializer.Deserialize(message.Json, AlertNotice.Json)!;

    public static string Said(string route, AlertNotice notice) =>
        $"{route} {notice.Kind}: {string.Join(", ", notice.Alerts.Select(static a => $"{a.Name} {a.State}"))}";

    /// <summary>A queue in which so many wait.</summary>
    public static QueueSummary Waiting(string id, int waiting) => new()
    {
        Queue = Given.QueueWithTarget(id),
        Media = MediaType.Voice,
        Target = Given.Target,
        State = ServiceState.OnTarget,
        DayLevel = ServiceLevelBounds.Of(new ServiceLevel(80, 100)),
        LastHalfHourLevel = ServiceLevelBounds.Of(ServiceLevel.None),
        HalfHourBeforeLevel = ServiceLevelBounds.Of(ServiceLevel.None),
        Day = Given.Counts(100, 20),
        Intervals = [],
        Now = new QueueObservation(Given.Voice(id), waiting, 0, null),
        Agents = null,
        MissedBeyondAllowance = null,
    };

    /// <summary>A rule that rings once more than ten wait.</summary>
    public static AlertRule Rule(params AlertRoute[] routes) =>
        new() { Name = "Many wait", Condition = AlertConditionKind.WaitingOver, HoldSeconds = 0, Routes = [.. routes] };

    public async Task<AlertService> StartAsync(string holder, params (string Key, AlertRule Rule)[] rules)
    {
        foreach (var (key, rule) in rules)
        {
            await KeepAsync(key, rule);
        }
        await LookAsync();
        return new AlertService(
            this, Documents, Archive, LeadershipOf(holder), new SignalBoard(Clock), new SystemSources(this, this, Archive, Clock, []), Open, Clock,
            NullLogger<AlertService>.Instance, [this], [this]);
    }

    /// <summary>Lets an instance lead alone; null for none.</summary>
    public void Lead(string? holder)
    {
        foreach (var leadership in _leaderships.Values.Where(static l => l.Current is not null))
        {
            leadership.End();
        }
        if (holder is not null)
        {
            LeadershipOf(holder).Begin();
        }
    }

    public async Task KeepAsync(string key, AlertRule rule) => Assert.True(
        (await Rules.SaveAsync(key, rule, Rules.Find(key)?.Version ?? 0, Actor.Program, TestContext.Current.CancellationToken)).IsSaved);

    /// <summary>Reads the documents, as the program does every few seconds.</summary>
    public async Task LookAsync()
    {
        foreach (var cache in new IDocumentCache[] { Rules, _groups, _acknowledgements, _silences })
        {
            await cache.RefreshAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Turns until a time has passed.</summary>
    public async Task RunAsync(AlertService service, TimeSpan time)
    {
        for (var end = Clock.GetUtcNow() + time; Clock.GetUtcNow() < end;)
        {
            await service.TurnAsync(TestContext.Current.CancellationToken);
            Clock.Advance(AlertService.LookAgain);
        }
    }

    public Task RunAsync(AlertService service, int seconds) => RunAsync(service, TimeSpan.FromSeconds(seconds));

    public SnapshotState For(Visibility visibility)
    {
        var until = DataUntil ?? Clock.GetUtcNow();
        return new SnapshotState(
            Queues is { } queues
                ? new Snapshot
                {
                    Version = 1,
                    DataUntil = until,
                    ObservedAt = until,
                    Day = Given.Span("00:00", "23:59"),
                    LastHalfHour = Given.Span("09:30", "10:00"),
                    Calendar = new SiteCalendar(TimeZoneInfo.Utc, default),
                    Granularity = Granularity.QuarterHour,
                    Definition = new ServiceLevelDefinition(ServiceLevelFormula.Genesys),
                    Queues = queues,
                    Listed = queues.ToImmutableDictionary(static q => q.Queue.Id, static q => q.Queue),
                }
                : null,
            Failures, null, new QuotaUse(0, 0, 300, 0, 0), []);
    }

    public IDisposable Subscribe(Func<Task> changed) => throw new NotSupportedException(); // the service looks by the clock

    public Task<bool> ConfirmAsync(GenesysSwitches switches, Actor who, CancellationToken cancellationToken) =>
        throw new NotSupportedException(); // alerts confirm nothing

    public Task<(bool IsTaken, string Answer)> SendAsync(string route, AlertNotice notice, CancellationToken cancellationToken)
    {
        Sent.Add((route, notice));
        return Task.FromResult((true, "202"));
    }

    public Task<(string? Path, ImmutableArray<string> Why)> KeepAsync(Snapshot snapshot, QueueSummary queue, CancellationToken cancellationToken) =>
        Task.FromResult<(string?, ImmutableArray<string>)>(("explain/kept/" + queue.Queue.Id.Value, ["Volume"]));

    Task IAlertFigures.RemoveAsync(string path, CancellationToken cancellationToken)
    {
        Removed.Add(path);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        Rules.Dispose();
        _groups.Dispose();
        _acknowledgements.Dispose();
        _silences.Dispose();
    }

    /// <summary>The first that asks leads.</summary>
    private FakeLeadership LeadershipOf(string holder)
    {
        if (!_leaderships.TryGetValue(holder, out var leadership))
        {
            _leaderships.Add(holder, leadership = new FakeLeadership(_leaderships.Count == 0));
        }
        return leadership;
    }

    private DocumentCache<T> Cache<T>(DocumentKind<T> kind)
        where T : class => new(_documents, kind, Clock, NullLogger<DocumentCache<T>>.Instance);
}
