using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Statistics.Staffing;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Forecasting;

/// <summary>Starts from what the day shows.</summary>
public sealed partial class StaffingWhatIf
{
    private const double MostContacts = 100_000;

    private readonly NumberField _contacts = new(0, MostContacts, ForecastText.StaffContacts, ForecastText.StaffContactsRange);
    private readonly NumberField _handle = new(1, HalfHourLoad.MostSeconds, ForecastText.StaffAht, ForecastText.StaffAhtRange);
    private readonly NumberField _patience = new(1, HalfHourLoad.MostSeconds, ForecastText.StaffPatience, ForecastText.StaffPatienceRange);
    private readonly NumberField _occupancy = new(1, 100, ForecastText.StaffOccupancyCap, ForecastText.StaffOccupancyRange)
    {
        Value = HalfHourLoad.HighestOccupancy,
    };

    private readonly NumberField _shrinkage = new(0, 95, ForecastText.StaffShrinkage, ForecastText.StaffShrinkageRange) { Value = HalfHourLoad.Shrinkage };
    private ImmutableArray<NumberField> _fields = [];
    private StaffingResult? _answer;

    /// <summary>The snapshot that the queue is of.</summary>
    [Parameter, EditorRequired]
    public Snapshot Snapshot { get; set; } = null!; // EditorRequired

    /// <summary>The queue.</summary>
    [Parameter, EditorRequired]
    public QueueSummary Queue { get; set; } = null!; // EditorRequired

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (!_fields.IsEmpty || Queue.Target is null || !Queue.IsMeasured)
        {
            return; // what was typed stays
        }
        (_contacts.Value, _handle.Value, _patience.Value) = HalfHourLoad.Busiest(Queue, Snapshot.Granularity);
        _fields = [_contacts, _handle, _patience, _occupancy, _shrinkage];
        Reckon();
    }

    private void Take(NumberField field, ChangeEventArgs change)
    {
        field.Read(change.Value?.ToString() ?? "");
        Reckon();
    }

    private void Reckon()
    {
        if (Queue.Target is not { } target || _fields.Any(static f => f.Problem is not null))
        {
            return; // the last answer stays beside the field that is wrong
        }
        var traffic = Traffic.Of(_contacts.Value, HalfHourLoad.Length, _handle.Value);
        var assumptions = new StaffingAssumptions(_handle.Value, _patience.Value, target.Threshold.TotalSeconds, target.Ratio)
        {
            HighestOccupancy = _occupancy.Value / 100,
            Shrinkage = (decimal)_shrinkage.Value / 100,
        };
        try
        {
            var (needed, withoutPatience, rostered) = StaffingNeed.Of(_contacts.Value, HalfHourLoad.Length, assumptions);
            _answer = new StaffingResult(
                needed,
                Format.Text(
                    ForecastText.StaffNeeded, Format.Count(needed), Format.Target(target.Ratio), Format.Threshold(target.Threshold), Format.Count(rostered)),
                Format.Text(ForecastText.StaffErlangC, Format.Count(withoutPatience)),
                needed == 0 ? [] : [.. Enumerable.Range(Math.Max(1, needed - 3), 7).Select(n => new ErlangA(traffic, n, _patience.Value))]);
        }
        catch (ArgumentOutOfRangeException)
        {
            _answer = new StaffingResult(0, Format.Text(ForecastText.StaffTooMany, Format.Count(RequiredAgents.Most)), "", []);
        }
    }

    private sealed record StaffingResult(int Needed, string Sentence, string ErlangC, ImmutableArray<ErlangA> Rows);
}
