using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>
/// Builds snapshots. What comes out depends on the input alone; the builder remembers the last summaries only to hand out the same objects
/// again where nothing has changed. Not safe for several threads at once.
/// </summary>
/// <remarks>
/// A queue and media type is in a snapshot when a contact of it is in the day so far, when somebody waits in it now, or when it has a target
/// and the queue has been seen with contacts in that media type. A queue that has a target and has never been seen with a contact is shown
/// once, as voice (or, without a target for voice, as its first media type with one by name): Genesys gives every queue a target
/// for every media type, and five tiles without contacts for each queue would bury the rest.
/// </remarks>
internal sealed class SnapshotBuilder
{
    private Dictionary<QueueMedia, Entry> _last = [];
    private Dictionary<QueueMedia, Entry> _next = [];
    private ImmutableArray<QueueSummary> _lastOrder = [];
    private ServiceLevelDefinition? _definition;
    private ConfiguredOpeningHours? _hours;
    private QueueModels? _models;
    private RowSlices? _slices;
    private (Granularity Granularity, DateTimeOffset End, bool IsOpen) _lastInterval;

    /// <summary>Builds the snapshot of an input.</summary>
    public Snapshot Build(SnapshotInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var spans = RecentSpans.At(input.DataUntil, input.Granularity);
        // Levels of another definition are no good; what the last snapshot was made of stands in _next until it is summarised.
        if (_definition != input.Settings.Definition || !ReferenceEquals(_hours, input.OpeningHours))
        {
            _next.Clear();
            _lastOrder = [];
        }

        _definition = input.Settings.Definition;
        _hours = input.OpeningHours;
        var slices = RowSlices.Of(input.Rows, _slices);
        var lastInterval = (input.Granularity, input.Granularity.Ceiling(input.DataUntil), input.Granularity.Ceiling(input.DataUntil) > input.DataUntil);
        var summaries = new SiteSummaries(
            input, spans, ReferenceEquals(_models, input.Models), sameTrends: ReferenceEquals(slices, _slices) && lastInterval == _lastInterval);
        Summarise(input, summaries, slices);
        (_models, _slices, _lastInterval) = (input.Models, slices, lastInterval);
        return new Snapshot
        {
            Version = input.Version,
            DataUntil = input.DataUntil,
            ClockOffset = input.ClockOffset,
            ObservedAt = input.Observed?.ObservedAt,
            Day = summaries.Standard.Day,
            LastHalfHour = spans.LastHalfHour,
            Calendar = summaries.Standard.Calendar,
            Granularity = input.Granularity,
            Definition = input.Settings.Definition,
            Edges = input.Edges,
            Queues = InOrderOfAttention(),
            Listed = input.Queues,
            Targets = input.Targets,
        };
    }

    private void Summarise(SnapshotInput input, SiteSummaries summaries, RowSlices slices)
    {
        (_last, _next) = (_next, _last);
        _next.Clear();
        // From here on _last is what _next was: the entries of the last snapshot.
        for (var i = 0; i < slices.Count; i++)
        {
            var rows = slices[i];
            var key = rows[0].Key;
            if (summaries.Of(key.Queue).HasContactToday(rows) || IsWaiting(input, key) || HasTarget(input, key))
            {
                Add(summaries, key, rows);
            }
        }

        foreach (var observation in input.Observed?.Queues ?? [])
        {
            if (observation.Waiting > 0)
            {
                Add(summaries, observation.Key, []);
            }
        }

        foreach (var (id, queue) in input.Queues)
        {
            var targets = input.Targets.Of(queue);
            if (targets.IsEmpty)
            {
                continue;
            }
            if (!input.SeenMedia.TryGetValue(id, out var seen))
            {
                Add(summaries, new QueueMedia(id, QuietMedia(targets)), []);
                continue;
            }

            foreach (var media in seen)
            {
                if (targets.ContainsKey(media))
                {
                    Add(summaries, new QueueMedia(id, media), []);
                }
            }
        }
    }

    private static bool IsWaiting(SnapshotInput input, QueueMedia key) => input.Observed?.Queue(key) is { Waiting: > 0 };

    private static bool HasTarget(SnapshotInput input, QueueMedia key) =>
        input.Queues.GetValueOrDefault(key.Queue) is { } queue && input.Targets.For(queue, key.Media) is not null;

    private static MediaType QuietMedia(ImmutableDictionary<MediaType, ServiceLevelTarget> targets) =>
        targets.ContainsKey(MediaType.Voice) ? MediaType.Voice : targets.Keys.OrderBy(static m => m.Name, StringComparer.Ordinal).First();

    private void Add(SiteSummaries summaries, QueueMedia key, ReadOnlySpan<QueueInterval> rows)
    {
        if (_next.ContainsKey(key))
        {
            return;
        }
        var last = _last.GetValueOrDefault(key);
        var summary = summaries.Of(key.Queue).Build(key, rows, last?.Summary);
        _next.Add(key, ReferenceEquals(summary, last?.Summary) ? last : new Entry(summary));
    }

    private ImmutableArray<QueueSummary> InOrderOfAttention()
    {
        if (!IsLast(_next))
        {
            var entries = _next.Values.ToArray();
            Array.Sort(entries, static (a, b) => Attention.Compare(a.Case, b.Case));
            _lastOrder = [.. entries.Select(static e => e.Summary)];
        }

        return _lastOrder;
    }

    private bool IsLast(Dictionary<QueueMedia, Entry> entries)
    {
        if (entries.Count != _last.Count)
        {
            return false;
        }
        foreach (var (key, entry) in entries)
        {
            if (!ReferenceEquals(_last.GetValueOrDefault(key), entry))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>One builder of summaries for each calendar: what their queues share is made once.</summary>
    private sealed class SiteSummaries
    {
        private readonly IQueueCalendars _calendars;
        private readonly SummaryBuilder _standard;
        private readonly Dictionary<SiteCalendar, SummaryBuilder>? _others;

        public SiteSummaries(SnapshotInput input, RecentSpans spans, bool sameModels, bool sameTrends)
        {
            _calendars = input.Calendars ?? new OneCalendar(input.Settings.Calendar);
            Standard = TodayOf(_calendars.Standard);
            _standard = BuilderOf(Standard);
            if (_calendars.All.Length > 1)
            {
                _others = new Dictionary<SiteCalendar, SummaryBuilder>(ReferenceEqualityComparer.Instance);
                for (var i = 1; i < _calendars.All.Length; i++)
                {
                    _others.Add(_calendars.All[i], BuilderOf(TodayOf(_calendars.All[i])));
                }
            }

            SiteToday TodayOf(SiteCalendar calendar) =>
                new(calendar, calendar.DayOf(input.DataUntil), input.Definitions.GetValueOrDefault(calendar, input.Settings.Definition));

            SummaryBuilder BuilderOf(SiteToday today) => new(input, today, spans, sameModels, sameTrends);
        }

        /// <summary>Today of the installation.</summary>
        public SiteToday Standard { get; }

        public SummaryBuilder Of(QueueId queue) => _others is null ? _standard : _others.GetValueOrDefault(_calendars.Of(queue), _standard);
    }

    /// <summary>A summary with what decides its place. What is not measured has no threshold to wait over.</summary>
    private sealed record Entry(QueueSummary Summary)
    {
        public AttentionCase Case { get; } = new(
            Summary.Key, Summary.Queue.Name, Summary.State, Summary.MissedBeyondAllowance, Summary.Now?.LongestWait,
            Summary.IsMeasured ? Summary.Target?.Threshold : null);
    }
}
