using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Annotations;

/// <summary>Writes down what happened, on the site's clocks.</summary>
public sealed partial class AnnotationPage
{
    private readonly HashSet<QueueId> _queues = [];
    private AnnotationKind _kind;
    private string _text = "";
    private string _reason = "";
    private bool _leavesOut;
    private TypedLocalTime _start = null!; // Fill, before anything is drawn
    private TypedLocalTime _end = null!; // likewise
    private ImmutableArray<(string Field, string Text)> _problems = [];

    [Inject]
    internal DashboardSettings Settings { get; init; } = null!; // set by the framework

    /// <inheritdoc/>
    protected override string ListUrl => AnnotationUrls.Root;

    /// <inheritdoc/>
    protected override Rank Least => Rank.Supervisor;

    private string Heading => Key is null ? AnnotationText.New : Format.Text(AnnotationText.EditOf, _text);

    private TimeZoneInfo Zone => State.Snapshot?.Zone ?? Settings.Zone;

    private ImmutableArray<Domain.Targets.Queue> Listed { get; set; } = [];

    /// <inheritdoc/>
    protected override void OnLook() =>
        Listed = [.. (State.Snapshot?.Listed.Values ?? []).OrderBy(q => q.Name, StringComparer.CurrentCultureIgnoreCase)];

    /// <inheritdoc/>
    protected override void Fill(Annotation? found)
    {
        var hour = Granularity.Hour.Floor(Now);
        var annotation = found ?? new Annotation { Text = "", Start = hour, End = hour.AddHours(1) };
        (_kind, _text, _reason) = (annotation.Kind, annotation.Text, annotation.LeftOutBecause);
        _leavesOut = _reason.Length > 0;
        (_start, _end) = (new(annotation.Start, Zone), new(annotation.End, Zone));
        _queues.Clear();
        _queues.UnionWith(annotation.Queues);
        _problems = [];
    }

    /// <inheritdoc/>
    protected override Annotation ToDocument() => new()
    {
        Kind = _kind,
        Text = _text.Trim(),
        Start = _start.Instant ?? default,
        End = _end.Instant ?? default,
        Queues = [.. _queues.OrderBy(q => q.Value, StringComparer.Ordinal)],
        LeftOutBecause = _leavesOut ? _reason.Trim() : "",
        By = Viewer.Name,
    };

    /// <inheritdoc/>
    protected override bool Check(Annotation document)
    {
        _problems = [.. Problems()];
        return _problems.IsEmpty;
    }

    /// <inheritdoc/>
    protected override string NameOf(Annotation document) => document.Text;

    /// <inheritdoc/>
    protected override Extent ExtentOf(Annotation document) => Visible.Of(document);

    private IEnumerable<(string Field, string Text)> Problems()
    {
        if (string.IsNullOrWhiteSpace(_text))
        {
            yield return (AnnotationText.What, AnnotationText.TextMissing);
        }
        if (_start.Instant is null)
        {
            yield return (AnnotationText.Start, _start.Problem ?? AnnotationText.TimesMissing);
        }
        if (_end.Instant is null)
        {
            yield return (AnnotationText.End, _end.Problem ?? AnnotationText.TimesMissing);
        }
        if (_end.Instant <= _start.Instant)
        {
            yield return (AnnotationText.End, AnnotationText.EndNotAfterStart);
        }
        if (_leavesOut && string.IsNullOrWhiteSpace(_reason))
        {
            yield return (AnnotationText.Reason, AnnotationText.ReasonMissing);
        }
    }
}
