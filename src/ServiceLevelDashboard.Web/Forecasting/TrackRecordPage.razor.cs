using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Forecasting;

/// <summary>How good the forecasts are: of all queues that may be seen, or of one.</summary>
public sealed partial class TrackRecordPage
{
    private TrackRecordState _looked = TrackRecordState.Unknown;

    /// <summary>The queue; none for all.</summary>
    [SupplyParameterFromQuery(Name = ForecastUrls.QueueKey)]
    public string? QueueId { get; set; }

    /// <summary>Its media type.</summary>
    [SupplyParameterFromQuery(Name = ForecastUrls.MediaKey)]
    public string? Media { get; set; }

    /// <summary>The record.</summary>
    [Inject]
    public required ITrackRecord Record { get; init; }

    [Inject]
    internal NavigationManager Navigation { get; init; } = null!; // set by the framework

    private ImmutableArray<NamedTrack> Tracks { get; set; } = [];

    private QueueMedia? Chosen =>
        string.IsNullOrEmpty(QueueId) || string.IsNullOrEmpty(Media) ? null : new QueueMedia(new QueueId(QueueId), new MediaType(Media));

    private BacktestScore Score { get; set; } = BacktestScore.None;

    private string Standing => _looked switch
    {
        { Record: null, Running: { } running } => Format.Text(ForecastText.TrackRunning, Format.Share((decimal)running.Done / Math.Max(1, running.All))),
        { Record: null, KnownDays: null } => ForecastText.TrackSoon,
        { Record: null, KnownDays: > TrackRecord.LearntFrom } => ForecastText.TrackSoon,
        { Record: null, KnownDays: { } known } => Missing(TrackRecord.LearntFrom + 1 - known, known),
        { Record: { } record } when Score.Cases > 0 => Format.Text(
            ForecastText.TrackBasis, Format.Count(Score.Days), Day(record.First.AddDays(TrackRecord.LearntFrom)), Day(record.Day.AddDays(-1)), Format
                .Time(record.MadeAt, Zone)),
        _ => Tracks.Where(t => Chosen is null || t.Key == Chosen).Select(t => t.Track).MinBy(t => t.DaysMissing) is { DaysMissing: > 0 } best
            ? Missing(best.DaysMissing, best.HistoryDays)
            : ForecastText.TrackNothing,
    };

    private TimeZoneInfo Zone => State.Snapshot?.Zone ?? TimeZoneInfo.Utc;

    /// <inheritdoc/>
    protected override void OnLook() => Take();

    /// <inheritdoc/>
    protected override void OnParametersSet() => Take();

    /// <inheritdoc/>
    protected override bool IsOvertakenBy(DateTimeOffset now) => !ReferenceEquals(_looked, Record.Current);

    private void Take()
    {
        _looked = Record.Current;
        Tracks = TrackWords.Seen(_looked.Record, State.Snapshot, Viewer.Sees);
        Score = Tracks.Where(t => Chosen is null || t.Key == Chosen).Aggregate(BacktestScore.None, static (sum, t) => sum + t.Track.Score);
    }

    private void Go(string? address) =>
        Navigation.NavigateTo(address?.StartsWith(ForecastUrls.Root, StringComparison.Ordinal) == true ? address : ForecastUrls.Root);

    private static string Missing(int days, int known) => days == 1
        ? Format.Text(ForecastText.TrackMissingOne, TrackRecord.LearntFrom, Format.Count(known))
        : Format.Text(ForecastText.TrackMissing, Format.Count(days), TrackRecord.LearntFrom, Format.Count(known));

    private static string Day(DateOnly day) => day.ToString("d MMM yyyy", System.Globalization.CultureInfo.CurrentCulture);
}
