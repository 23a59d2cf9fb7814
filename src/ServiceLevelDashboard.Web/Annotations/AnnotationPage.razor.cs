using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Analytics.Annotations;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Domain;
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
    private DateTime _start;
    private DateTime _end;
    private string? _read;
    private int _version;
    private bool _isGone;
    private ImmutableArray<string> _problems = [];
    private SaveOutcome? _outcome;

    /// <summary>Which one; none for a new one.</summary>
    [Parameter]
    public string? Key { get; set; }

    [Inject]
    internal DocumentBook<Annotation> Book { get; init; } = null!; // set by the framework

    [Inject]
    internal DashboardSettings Settings { get; init; } = null!; // set by the framework

    [Inject]
    internal NavigationManager Navigation { get; init; } = null!; // set by the framework

    private string Heading => Key is null ? AnnotationText.New : Format.Text(AnnotationText.EditOf, _text);

    private TimeZoneInfo Zone => State.Snapshot?.Zone ?? Settings.Zone;

    private ImmutableArray<Domain.Queue> Listed { get; set; } = [];

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_read == (Key ?? ""))
            return;
        _read = Key ?? "";
        ReadAgain();
    }

    /// <inheritdoc/>
    protected override void OnLook() =>
        Listed = [.. (State.Snapshot?.Listed.Values ?? []).OrderBy(q => q.Name, StringComparer.CurrentCultureIgnoreCase)];

    private void ReadAgain()
    {
        (_problems, _outcome) = ([], null);
        var found = Key is null ? null : Book.Find(Key);
        _isGone = Key is not null && found is null;
        _version = found?.Version ?? 0;
        var hour = Granularity.Hour.Floor(Now);
        var annotation = found?.Value ?? new Annotation { Text = "", Start = hour, End = hour.AddHours(1) };
        (_kind, _text, _reason) = (annotation.Kind, annotation.Text, annotation.LeftOutBecause);
        _leavesOut = _reason.Length > 0;
        (_start, _end) = (Local(annotation.Start), Local(annotation.End));
        _queues.Clear();
        _queues.UnionWith(annotation.Queues);
    }

    private Task SaveAsync() => SaveAsync(_version);

    private Task OverwriteAsync() => SaveAsync(Key is null ? 0 : Book.Find(Key)?.Version ?? 0);

    private async Task SaveAsync(int expectedVersion)
    {
        (_problems, _outcome) = ([.. Problems()], null);
        if (!_problems.IsEmpty || !Viewer.MaySupervise)
            return;
        var annotation = new Annotation
        {
            Kind = _kind,
            Text = _text.Trim(),
            Start = Instant(_start),
            End = Instant(_end),
            Queues = [.. _queues.OrderBy(q => q.Value, StringComparer.Ordinal)],
            LeftOutBecause = _leavesOut ? _reason.Trim() : "",
            By = Viewer.Name,
        };
        var key = Key ?? DocumentKeys.Of(annotation.Text, taken => Book.Find(taken) is not null);
        var result = await Book.SaveAsync(key, annotation, expectedVersion, Viewer.Name, CancellationToken.None);
        _outcome = result.Outcome;
        if (result.IsSaved)
            Navigation.NavigateTo(AppUrls.Annotations);
    }

    private IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(_text))
            yield return AnnotationText.TextMissing;
        if (Instant(_end) <= Instant(_start))
            yield return AnnotationText.EndNotAfterStart;
        if (_leavesOut && string.IsNullOrWhiteSpace(_reason))
            yield return AnnotationText.ReasonMissing;
    }

    private DateTime Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone).DateTime;

    private DateTimeOffset Instant(DateTime clock) => SiteDay.Start(DateOnly.FromDateTime(clock), Zone, TimeOnly.FromDateTime(clock));
}
