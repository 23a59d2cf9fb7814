using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Access.Screens;

/// <summary>
/// Notices screens that are dark, and keeps a record of those that should not be. What it has not watched itself it does not count: after a start, or when
/// this machine slept, every screen has as long as ever to be heard.
/// </summary>
public sealed partial class OutageWatch(
    ScreenRegistry screens,
    ScreenSeats seats,
    DocumentRepository<ScreenOutages> records,
    DocumentRepository<ScreensHeard> heard,
    IScreenHours hours,
    IOptions<ScreenOptions> options,
    TimeProvider clock,
    ILogger<OutageWatch> logger) : PeriodicService(clock, logger)
{
    /// <summary>From this on a screen that says nothing is dark: it asks every 20 seconds, and once a minute when its window is hidden.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(90);

    /// <summary>Between two turns.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(10);

    /// <summary>A longer pause between two turns was none of this watch's: the machine slept, or was too busy to hear anybody.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>Often enough that another process does not take a screen of this one for dark.</summary>
    private static readonly TimeSpan KeepAgain = TimeSpan.FromSeconds(30);

    /// <summary>How often that is tried against other processes that are faster.</summary>
    private const int Tries = 3;

    private readonly Dictionary<string, DateTimeOffset> _recorded = new(StringComparer.Ordinal);
    private ImmutableDictionary<string, Darkness> _dark = ImmutableDictionary<string, Darkness>.Empty;
    private DateTimeOffset _watchedSince, _lastTurn = DateTimeOffset.MinValue, _keptAt = DateTimeOffset.MinValue;
    private bool _isLoaded;

    /// <summary>Told after an outage was recorded, and after its end was; do little in it.</summary>
    public event Action<OutageNotice>? Noticed;

    /// <inheritdoc/>
    public override string Name => "dark screens";

    /// <inheritdoc/>
    protected override TimeSpan PauseAfterFailure => LookAgain;

    /// <summary>How long a screen may be dark without a reason before that is recorded.</summary>
    public TimeSpan DarkAfter => TimeSpan.FromMinutes(options.Value.DarkAfterMinutes);

    /// <summary>That a screen is dark; null when it is not, or nothing is known of it yet.</summary>
    public Darkness? Of(string screen) => _dark.GetValueOrDefault(screen);

    /// <summary>The outages of a screen, as far as they are kept.</summary>
    public async Task<ScreenOutages> OutagesOfAsync(string screen, CancellationToken cancellationToken) =>
        (await ReadAsync(screen, cancellationToken)).Value;

    /// <inheritdoc/>
    public override async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        var now = Clock.GetUtcNow();
        if (now < _lastTurn || now - _lastTurn > LongestPause)
        {
            _watchedSince = now;
        }
        _lastTurn = now;
        if (!screens.IsRead)
        {
            return LookAgain;
        }
        await LoadAsync(cancellationToken);
        if (now - _keptAt >= KeepAgain)
        {
            await KeepHeardAsync(cancellationToken);
            _keptAt = now;
        }

        _dark = Look(now);
        await RecordAsync(now, cancellationToken);
        return LookAgain;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;

    /// <summary>Which screens are dark now.</summary>
    private ImmutableDictionary<string, Darkness> Look(DateTimeOffset now)
    {
        var dark = ImmutableDictionary.CreateBuilder<string, Darkness>(StringComparer.Ordinal);
        foreach (var (id, document) in screens.All)
        {
            var last = seats.HeardAt(id);
            if (document.Value is not { Revoked: null, IsNew: false } screen || now - Later(_watchedSince, last) < Silence)
            {
                continue;
            }
            var reason = screen.IsPaused ? DarkReason.Paused : hours.ReasonAt(screen, now);
            DateTimeOffset? missedSince = reason is not null ? null
                : !_dark.TryGetValue(id, out var before) ? last ?? _watchedSince // it has just gone dark
                : before.MissedSince ?? now; // until now there was a reason
            dark[id] = new Darkness(last, reason, missedSince);
        }

        return dark.ToImmutable();
    }

    private async Task RecordAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var (id, since) in _recorded.ToList())
        {
            var screen = screens.All.GetValueOrDefault(id)?.Value;
            if (screen is null)
            {
                await records.RemoveAsync(id, Actor.Program, cancellationToken);
                _recorded.Remove(id);
            }
            else if (screen is { Revoked: not null } or { IsPaused: true })
            {
                await EndAsync(id, screen.Place, now, cancellationToken);
            }
            else if (seats.HeardAt(id) is { } last && last > since)
            {
                await EndAsync(id, screen.Place, last, cancellationToken);
            }
        }

        foreach (var (id, darkness) in _dark)
        {
            if (darkness.MissedSince is { } since && now - Later(_watchedSince, since) >= DarkAfter && !_recorded.ContainsKey(id))
            {
                await BeginAsync(id, screens.All[id].Value.Place, since, cancellationToken);
            }
        }
    }

    private async Task BeginAsync(string id, string place, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var (known, version) = await ReadAsync(id, cancellationToken);
        if (known.OpenSince is { } open)
        {
            _recorded[id] = open; // by another process
            return;
        }
        var saved = await records.SaveAsync(id, known.Begin(since), version, Actor.Program, cancellationToken);
        if (saved.IsSaved)
        {
            _recorded[id] = since;
            Log.Dark(logger, place, id, since);
            Noticed?.Invoke(new OutageNotice(id, place, new Outage(since, null)));
        }
    }

    private async Task EndAsync(string id, string place, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var (known, version) = await ReadAsync(id, cancellationToken);
        if (known.OpenSince is null)
        {
            _recorded.Remove(id); // likewise
            return;
        }
        var ended = known.End(until);
        if ((await records.SaveAsync(id, ended, version, Actor.Program, cancellationToken)).IsSaved)
        {
            _recorded.Remove(id);
            var outage = ended.Outages[^1];
            Log.Back(logger, place, id, outage.DurationAt(until));
            Noticed?.Invoke(new OutageNotice(id, place, outage));
        }
    }

    private async Task<(ScreenOutages Value, int Version)> ReadAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await records.ReadAsync(id, cancellationToken) is { } document ? (document.Value, document.Version) : (ScreenOutages.None, 0);
        }
        catch (UnusableDocumentException e)
        {
            return (ScreenOutages.None, e.Version); // somebody broke it by hand: it is begun anew
        }
    }

    /// <summary>What the archive knows of before this process began.</summary>
    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (_isLoaded)
        {
            return;
        }
        foreach (var document in await records.ListAsync(cancellationToken))
        {
            if (!screens.All.ContainsKey(document.Key))
            {
                await records.RemoveAsync(document.Key, Actor.Program, cancellationToken);
            }
            else if (document.Value.OpenSince is { } since)
            {
                _recorded[document.Key] = since;
            }
        }

        _isLoaded = true;
    }

    /// <summary>Keeps when screens were last heard, and learns what other processes have kept.</summary>
    private async Task KeepHeardAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < Tries; i++)
        {
            var (known, version) = await ReadHeardAsync(cancellationToken);
            foreach (var (id, seconds) in known)
            {
                seats.Learn(id, DateTimeOffset.FromUnixTimeSeconds(seconds));
            }
            var at = screens.All.Where(static s => s.Value.Value.Revoked is null).Select(s => (s.Key, At: seats.HeardAt(s.Key)))
                .Where(static s => s.At is not null)
                .ToImmutableSortedDictionary(static s => s.Key, static s => s.At!.Value.ToUnixTimeSeconds(), StringComparer.Ordinal); // not null: chosen so
            if (at.SequenceEqual(known)
                || (await heard.SaveAsync(ScreensHeard.Key, new ScreensHeard(at), version, Actor.Program, cancellationToken)).Outcome != SaveOutcome.Conflict)
            {
                return;
            }
        }
    }

    private async Task<(ImmutableSortedDictionary<string, long> At, int Version)> ReadHeardAsync(CancellationToken cancellationToken)
    {
        var none = ImmutableSortedDictionary<string, long>.Empty;
        try
        {
            return await heard.ReadAsync(ScreensHeard.Key, cancellationToken) is { } kept ? (kept.Value.At, kept.Version) : (none, 0);
        }
        catch (UnusableDocumentException e)
        {
            return (none, e.Version);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The screen {Place} ({Screen}) is dark since {Since}, and it should not be")]
        public static partial void Dark(ILogger logger, string place, string screen, DateTimeOffset since);

        [LoggerMessage(2, LogLevel.Information, "The screen {Place} ({Screen}) is back, or no longer missed, after {Duration}")]
        public static partial void Back(ILogger logger, string place, string screen, TimeSpan duration);
    }
}
