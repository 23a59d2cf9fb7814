using System.Collections.Immutable;
using Microsoft.AspNetCore.Components.Web;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Overview;

namespace ServiceLevelDashboard.Web.Wall;

/// <summary>Draws faces: of a board's tiles only those whose figures have changed.</summary>
internal sealed class WallRenderer(
    IServiceScopeFactory scopes,
    ILoggerFactory loggers,
    DashboardSettings settings,
    OpeningTimes hours,
    DocumentCache<Group> groups,
    WallBuild build,
    TimeProvider clock)
{
    /// <summary>Draws a board.</summary>
    /// <param name="board">The board.</param>
    /// <param name="state">What is known.</param>
    /// <param name="firing">The alerts that fire for the same eyes.</param>
    /// <param name="before">What was drawn of this board before; null at first.</param>
    /// <param name="attention">The board's order of attention.</param>
    /// <returns>The new face; the one before when nothing in it would change.</returns>
    public async Task<WallFrame> PaintAsync(
        Board board, SnapshotState state, ImmutableArray<AlertView> firing, WallFrame? before, AttentionOrder attention)
    {
        var tiles = state.Snapshot is { } snapshot ? WallContent.TilesOf(board, snapshot, groups.All, attention, MinuteOf(snapshot)) : [];
        return await PaintAsync(board, state, tiles, firing, before);
    }

    /// <summary>Draws these tiles of a board alone.</summary>
    public async Task<WallFrame> PaintAsync(
        Board board, SnapshotState state, ImmutableArray<QueueSummary> tiles, ImmutableArray<AlertView> firing, WallFrame? before)
    {
        var now = clock.GetUtcNow();
        var told = Tell(board, state, tiles, now) with { Alerts = WallAlerts.Of(firing, tiles) };
        var known = before?.Parts.ToDictionary(p => p.Key) ?? [];
        var parts = ImmutableArray.CreateBuilder<WallPart>(tiles.Length + 1);
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        var contents = WallContent.Describe(tiles);
        var named = contents.Select(c => (c.Summary.Queue.Name, WallTile.Behind(c))).ToImmutableArray();
        var names = before is not null && before.Names.AreOf(named) ? before.Names : new WallNames(named);
        foreach (var content in contents)
        {
            var name = names[content.Summary.Queue.Name];
            var key = $"{content.Summary.Key.Queue.Value}:{content.Summary.Key.Media.Name}";
            var source = (content, name, board.Shows, board.Geometry.Lines, board.DayLine);
            var part = await PartAsync(known, key, source, () => renderer.MarkupAsync<WallTile>(new()
            {
                [nameof(WallTile.Content)] = content,
                [nameof(WallTile.Name)] = name,
                [nameof(WallTile.DayLine)] = board.DayLine,
                [nameof(WallTile.Shows)] = board.Shows,
                [nameof(WallTile.Room)] = board.Geometry.Lines,
            }));
            parts.Add(part with { IsCalm = content.Summary.State is not (ServiceState.Below or ServiceState.AtRisk) });
        }

        parts.Add(await PartAsync(
            known, WallPart.Strip, new TileStates(tiles), () => renderer.MarkupAsync<WallStrip>(new() { [nameof(WallStrip.Tiles)] = tiles })));
        var face = new WallFrame(told, parts.ToImmutable(), names, before);
        return face.Version == before?.Version ? before : face;
    }

    /// <summary>The order changes with the first figures of a minute: on every instance with the same ones.</summary>
    private static DateTimeOffset MinuteOf(Snapshot snapshot)
    {
        var at = (snapshot.ObservedAt is { } observed && observed > snapshot.DataUntil ? observed : snapshot.DataUntil) - snapshot.ClockOffset;
        return at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute));
    }

    private static async Task<WallPart> PartAsync(Dictionary<string, WallPart> known, string key, object source, Func<Task<string>> draw)
    {
        if (known.TryGetValue(key, out var before) && before.Source.Equals(source))
        {
            return before;
        }
        var html = await draw();
        return html == before?.Html ? before with { Source = source } : new WallPart(key, html, source);
    }

    private WallState Tell(Board board, SnapshotState state, ImmutableArray<QueueSummary> tiles, DateTimeOffset now)
    {
        var snapshot = state.Snapshot;
        var clock = BoardClock.At(board, tiles, hours, settings, now);
        var message = board.MessageAt(now);
        return new WallState
        {
            Version = "", // made of the whole face
            Build = build.Name,
            Layout = board.Layout,
            // ages count from the contact centre's clock; screens count from ours
            Until = (snapshot?.DataUntil - snapshot?.ClockOffset)?.ToUnixTimeMilliseconds(),
            Observed = (snapshot?.ObservedAt - snapshot?.ClockOffset)?.ToUnixTimeMilliseconds(),
            Limits =
            [
                2 * (long)state.Pace.Intervals.TotalMilliseconds,
                (long)DataStates.StaleAfter.TotalMilliseconds,
                (long)DataStates.WithdrawnAfter.TotalMilliseconds,
                2 * (long)state.Pace.Observations.TotalMilliseconds,
            ],
            Zone = (int)(clock.Local - now.UtcDateTime).TotalMinutes,
            Open = clock.IsOpen,
            Night = clock.IsNight,
            Message = message,
            MessageUntil = message is null ? null : board.MessageUntil?.ToUnixTimeMilliseconds(),
            Vital = tiles.Count(t => WallContent.IsVital(board, t)),
        };
    }

    /// <summary>The states alone: the line below changes only when one of them does.</summary>
    private sealed class TileStates(ImmutableArray<QueueSummary> tiles)
    {
        private readonly ServiceState[] _states = [.. tiles.Select(t => t.State)];

        public override bool Equals(object? other) => other is TileStates states && _states.AsSpan().SequenceEqual(states._states);

        public override int GetHashCode() => _states.Length;
    }
}
