using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics.Staffing;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Forecasting;

/// <summary>The agents that a closed group needs today, half hour by half hour; reckoned only while the page is open.</summary>
public sealed partial class GroupStaffing
{
    private const double MaximumSeconds = 36_000, UsualPatience = 300, UsualHandle = 240;

    private readonly NumberField _handle = new(1, MaximumSeconds, ForecastText.StaffAht, ForecastText.StaffAhtRange) { Value = UsualHandle };
    private readonly NumberField _patience = new(1, MaximumSeconds, ForecastText.StaffPatience, ForecastText.StaffPatienceRange) { Value = UsualPatience };
    private readonly NumberField _target = new(1, 100, ForecastText.GroupStaffTarget, ForecastText.GroupStaffTargetRange);
    private readonly NumberField _threshold = new(1, MaximumSeconds, ForecastText.GroupStaffThreshold, ForecastText.GroupStaffThresholdRange);
    private readonly NumberField _occupancy = new(1, 100, ForecastText.StaffOccupancyCap, ForecastText.StaffOccupancyRange) { Value = 90 };
    private readonly NumberField _shrinkage = new(0, 95, ForecastText.StaffShrinkage, ForecastText.StaffShrinkageRange) { Value = 30 };

    private GroupLoad? _load;
    private (Snapshot Snapshot, QueueModels Models, Group Group)? _taken;
    private ImmutableArray<(LoadedSlot Slot, StaffingNeed Need)> _rows = [];
    private int _most, _queues;
    private bool _isTooMuch;

    /// <summary>The group's key.</summary>
    [Parameter]
    public string Key { get; set; } = "";

    /// <summary>What is usual.</summary>
    [Inject]
    public required IQueueModels Models { get; init; }

    [Inject]
    internal DocumentVisibility Documents { get; init; } = null!; // set by the framework

    private Group? Group => Documents.For(Viewer.Sees).Groups.GetValueOrDefault(Key)?.Value;

    private string Heading => Format.Text(ForecastText.GroupStaffTitle, Group?.Name ?? Key);

    /// <summary>Why nothing can be said; null when it can.</summary>
    private string? Absence => Group switch
    {
        null => ForecastText.GroupStaffGone,
        { IsClosed: false } => ForecastText.GroupStaffOpen,
        { } group when State.Snapshot is not { } snapshot => LayoutText.WaitingForData,
        { } group when IsPartly(group) => ForecastText.GroupStaffPart,
        _ when _queues == 0 => ForecastText.GroupStaffNoVoice,
        _ => null,
    };

    private IEnumerable<(NumberField Field, string Source)> Fields =>
    [
        (
            _handle,
            _load?.HandleSeconds is null
                ? ForecastText.GroupStaffUsual
                : Format.Text(ForecastText.GroupStaffFromHandled, Format.Count(_load.Seen.Handled), QueueModel.RecentDays)),
        (
            _patience,
            _load?.PatienceSeconds is null
                ? ForecastText.GroupStaffUsual
                : Format.Text(ForecastText.GroupStaffFromAbandons, Format.Count(_load.Seen.Abandoned), QueueModel.RecentDays)),
        (_target, TargetSource),
        (_threshold, TargetSource),
        (_occupancy, ForecastText.GroupStaffAssumed),
        (_shrinkage, ForecastText.GroupStaffAssumed),
    ];

    private string TargetSource => _load switch
    {
        { Target: null } => ForecastText.GroupStaffNoTarget,
        { TargetsDiffer: true } => ForecastText.GroupStaffTargetsDiffer,
        _ => ForecastText.GroupStaffTargetShared,
    };

    private string Sentence
    {
        get
        {
            if (_isTooMuch)
            {
                return Format.Text(ForecastText.StaffTooMany, Format.Count(RequiredAgents.Most));
            }
            if (_rows.IsEmpty || _load is not { } load)
            {
                return ForecastText.GroupStaffNothing;
            }
            var peak = _rows.MaxBy(static r => r.Need.Agents);
            var hours = _rows.Sum(r => r.Need.Agents * load.Length.TotalHours);
            return Format.Text(
                ForecastText.GroupStaffSentence, Format.Count(peak.Need.Agents), Time(peak.Slot.From), Format.Count(peak.Need.Rostered), Count(hours),
                Format.Target((decimal)_target.Value / 100), Format.Threshold(TimeSpan.FromSeconds(_threshold.Value)));
        }
    }

    /// <inheritdoc/>
    protected override void OnLook() => TakeLoad();

    /// <inheritdoc/>
    protected override void OnParametersSet() => TakeLoad();

    /// <summary>Of a part of the group's queues it cannot be said what the group needs.</summary>
    private bool IsPartly(Group group) =>
        !Viewer.Sees.IsEverything && Snapshots.For(Visibility.Everything).Snapshot is { } all
        && all.Listed.Values.Any(q => group.Holds(q, MediaType.Voice) && !Viewer.Sees.Sees(q, MediaType.Voice));

    private void TakeLoad()
    {
        if (Group is not { IsClosed: true } group || State.Snapshot is not { } snapshot || IsPartly(group))
        {
            return;
        }
        var models = Models.Current;
        if (_taken is { } last && ReferenceEquals(last.Snapshot, snapshot) && ReferenceEquals(last.Models, models) && ReferenceEquals(last.Group, group))
        {
            return;
        }
        _taken = (snapshot, models, group);
        _queues = snapshot.Listed.Values.Count(q => group.Holds(q, MediaType.Voice));
        _load = GroupLoad.Of(snapshot, group, MediaType.Voice, models);
        _handle.Offer(Math.Round(_load.HandleSeconds ?? UsualHandle));
        _patience.Offer(Math.Round(_load.PatienceSeconds ?? UsualPatience));
        _target.Offer((double)(_load.Target?.Ratio ?? 0.8m) * 100);
        _threshold.Offer(_load.Target?.Threshold.TotalSeconds ?? 20);
        Reckon();
    }

    private void Take(NumberField field, ChangeEventArgs change)
    {
        field.Read(change.Value?.ToString() ?? "");
        Reckon();
    }

    private void Reckon()
    {
        if (_load is not { } load || Fields.Any(static f => f.Field.Problem is not null))
        {
            return; // the last answer stays beside the field that is wrong
        }
        var assumptions = new StaffingAssumptions(_handle.Value, _patience.Value, _threshold.Value, (decimal)_target.Value / 100)
        {
            HighestOccupancy = _occupancy.Value / 100,
            Shrinkage = (decimal)_shrinkage.Value / 100,
        };
        try
        {
            _rows = [.. load.Slots.Select(slot => (slot, StaffingNeed.Of(slot.Contacts, load.Length, assumptions)))];
            _isTooMuch = false;
        }
        catch (ArgumentOutOfRangeException)
        {
            (_rows, _isTooMuch) = ([], true);
        }

        _most = _rows.IsEmpty ? 0 : _rows.Max(static r => r.Need.Agents);
    }

    private static string Time(TimeOnly time) => time.ToString("t", CultureInfo.CurrentCulture);

    private static string Count(double count) => Format.Count((long)Math.Round(count, MidpointRounding.AwayFromZero));
}
