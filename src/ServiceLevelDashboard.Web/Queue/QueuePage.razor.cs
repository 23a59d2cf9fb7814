using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Charts;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Queue;

/// <summary>One queue and media type, today, down to its intervals. Follows the snapshot by push.</summary>
public sealed partial class QueuePage
{
    /// <summary>The word in the address that turns the interval table round.</summary>
    internal const string OldestOrder = "oldest";

    /// <summary>The queue's id.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>The media type's name.</summary>
    [Parameter]
    public string Media { get; set; } = "";

    /// <summary>Order of the interval table: newest first unless "oldest".</summary>
    [SupplyParameterFromQuery(Name = "order")]
    public string? Order { get; set; }

    private QueueMedia Key => new(new QueueId(Id), new MediaType(Media));

    private bool OldestFirst => string.Equals(Order, OldestOrder, StringComparison.OrdinalIgnoreCase);

    private string OrderUrl => OldestFirst ? AppUrls.Queue(Key) : $"{AppUrls.Queue(Key)}?order={OldestOrder}";

    private string Title => Format.Text(QueueText.PageTitle, Summary?.Queue.Name ?? Id, Words.Of(Key.Media));

    private QueueSummary? Summary { get; set; }

    /// <summary>Both charts: made anew with a new summary alone, so that an unchanged queue draws nothing.</summary>
    private TrendSeries Levels { get; set; } = null!; // set with the summary

    private TrendSeries Waits { get; set; } = null!; // set with the summary

    /// <inheritdoc/>
    protected override void OnLook() => Take();

    /// <inheritdoc/>
    protected override void OnParametersSet() => Take();

    private void Take()
    {
        var found = State.Snapshot?.Find(Key);
        if (found is not null && !ReferenceEquals(found, Summary))
        {
            // The zone belongs to the configuration: it is the same in every snapshot of a process.
            var zone = State.Snapshot!.Zone; // the summary came out of it
            Levels = QueueTrends.Levels(found, zone);
            Waits = QueueTrends.Waits(found, zone);
        }

        Summary = found;
    }

    private QueueAbsence Absence(Snapshot snapshot) =>
        snapshot.Listed.ContainsKey(Key.Queue) || snapshot.Queues.Any(q => q.Queue.Id == Key.Queue)
            ? QueueAbsence.NoSuchMedia
            : QueueAbsence.NoSuchQueue;
}
