using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Annotations;
using ServiceLevelDashboard.Web.Charts;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Explain;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Queue;

/// <summary>One queue and media type, today, down to its intervals. Follows the snapshot by push.</summary>
public sealed partial class QueuePage
{
    /// <summary>The queue's id.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>The media type's name.</summary>
    [Parameter]
    public string Media { get; set; } = "";

    /// <summary>Order of the interval table: newest first unless "oldest".</summary>
    [SupplyParameterFromQuery(Name = QueueAddress.OrderKey)]
    public string? Order { get; set; }

    /// <summary>First instant of the part of the day that is shown.</summary>
    [SupplyParameterFromQuery(Name = QueueAddress.FromKey)]
    public string? From { get; set; }

    /// <summary>First instant after it.</summary>
    [SupplyParameterFromQuery(Name = QueueAddress.ToKey)]
    public string? To { get; set; }

    /// <summary>The part of the page that is open: the trend unless it names another.</summary>
    [SupplyParameterFromQuery(Name = QueueAddress.TabKey)]
    public string? Tab { get; set; }

    [Inject]
    internal DocumentCache<Annotation> Book { get; init; } = null!; // set by the framework

    private QueueMedia Key => new(new QueueId(Id), new MediaType(Media));

    private QueueAddress Address => QueueAddress.Read(From, To, Order, Tab);

    private string OrderUrl => (Address with { OldestFirst = !Address.OldestFirst }).Of(Key);

    /// <summary>The rows of the table on the page.</summary>
    private string ExportUrl(string format) =>
        // drawn only where there is a snapshot
        FigureExport.Of(new FigureRequest(Key, Address.Part ?? ExplainAddress.SoFar(State.Snapshot!.At(Summary!))), format);

    private string PartUrl(Interval part) => (Address with { Part = part }).Of(Key);

    private string Title => Format.Text(QueueText.PageTitle, Summary?.Queue.Name ?? Id, Words.Of(Key.Media));

    private QueueSummary? Summary { get; set; }

    /// <summary>The same with the intervals of the chosen part of the day alone.</summary>
    private QueueSummary Part { get; set; } = null!; // set with the summary

    private Interval? TakenPart { get; set; }

    private QueueModels? Usual { get; set; }

    private UsualSoFar? UsualByNow { get; set; }

    /// <summary>What is usual.</summary>
    [Inject]
    public required IQueueModels Models { get; init; }

    /// <summary>
    /// Both charts: made anew with a new summary alone, so that an unchanged queue draws nothing; those of the whole day once for all who look at it.
    /// </summary>
    private QueueCharts Charts { get; set; } = null!; // set with the summary

    /// <summary>What rings.</summary>
    [Inject]
    public required IAlerts Alerts { get; init; }

    private AlertMarks Marks => field ??= new AlertMarks(Alerts);

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        base.OnInitialized();
        if (RendererInfo.IsInteractive)
        {
            Alerts.Changed += FollowAlerts;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        Alerts.Changed -= FollowAlerts;
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override Task OnAfterRenderAsync(bool firstRender) => ReadMarksAsync();

    /// <inheritdoc/>
    protected override void OnLook() => Take();

    /// <inheritdoc/>
    protected override void OnParametersSet() => Take();

    private void Take()
    {
        var found = State.Snapshot?.Find(Key);
        var part = Address.Part;
        var usual = Models.Current;
        if (found is not null && (!ReferenceEquals(found, Summary) || part != TakenPart || !ReferenceEquals(usual, Usual)))
        {
            (TakenPart, Usual) = (part, usual);
            Part = part is { } range ? found with { Intervals = found.Intervals.RemoveAll(p => !range.Contains(p.Interval)) } : found;
            var zone = State.Snapshot!.At(found).Zone; // the summary came out of it
            Charts = part is null ? OncePerSnapshot.Of(found, (zone, usual), () => ChartsOf(found, zone, usual)) : ChartsOf(Part, zone, usual);
            UsualByNow = UsualSoFar.Of([found], usual, State.Snapshot!); // as above
        }

        Summary = found;
        if (found is null)
        {
            return;
        }
        ImmutableArray<TrendNote> notes =
        [
            .. AnnotationWords.Notes(Book, State.Snapshot!.At(found).Day, [Key.Queue]) // the summary came out of it
                .Concat(Marks.Notes(found.Intervals is [.., var last] ? last.Interval.End : Now)).OrderBy(static n => n.Start),
        ];
        if (!notes.SequenceEqual(Notes))
        {
            Notes = notes;
        }
    }

    private static QueueCharts ChartsOf(QueueSummary queue, TimeZoneInfo zone, QueueModels usual) =>
        new(QueueTrends.Levels(queue, zone, at => usual.UsualAt(queue.Key, at)), QueueTrends.Waits(queue, zone));

    /// <summary>What happened today that concerns this queue; the same object while nothing changes, so that the charts stay.</summary>
    private ImmutableArray<TrendNote> Notes { get; set; } = [];

    private void FollowAlerts() => _ = InvokeAsync(ReadMarksAsync);

    private async Task ReadMarksAsync()
    {
        if (Summary is not { } shown || State.Snapshot is not { } snapshot)
        {
            return;
        }
        try
        {
            if (await Marks.ReadAsync(Key, snapshot.At(shown).Day, Viewer.Sees, Disposed))
            {
                Refresh();
            }
        }
        catch (OperationCanceledException) when (Disposed.IsCancellationRequested)
        {
            // nobody looks any more
        }
    }

    private QueueAbsence Absence(Snapshot snapshot) =>
        snapshot.Listed.ContainsKey(Key.Queue) || snapshot.Queues.Any(q => q.Queue.Id == Key.Queue)
            ? QueueAbsence.NoSuchMedia
            : QueueAbsence.NoSuchQueue;

    private sealed record QueueCharts(TrendSeries Levels, TrendSeries Waits);
}
