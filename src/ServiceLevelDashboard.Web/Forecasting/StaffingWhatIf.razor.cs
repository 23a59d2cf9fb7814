using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics.Staffing;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Forecasting;

/// <summary>Starts from what the day shows; reckons only while it is open.</summary>
public sealed partial class StaffingWhatIf
{
    private const double MaximumSeconds = 36_000, MostContacts = 100_000, UsualPatience = 300, UsualHandle = 240;
    private static readonly TimeSpan _halfHour = TimeSpan.FromMinutes(30);

    private readonly NumberField _contacts = new(0, MostContacts, ForecastText.StaffContacts, ForecastText.StaffContactsRange);
    private readonly NumberField _handle = new(1, MaximumSeconds, ForecastText.StaffAht, ForecastText.StaffAhtRange);
    private readonly NumberField _patience = new(1, MaximumSeconds, ForecastText.StaffPatience, ForecastText.StaffPatienceRange);
    private readonly NumberField _occupancy = new(1, 100, ForecastText.StaffOccupancyCap, ForecastText.StaffOccupancyRange) { Value = 90 };
    private readonly NumberField _shrinkage = new(0, 95, ForecastText.StaffShrinkage, ForecastText.StaffShrinkageRange) { Value = 30 };
    private ImmutableArray<NumberField> _fields = [];
    private StaffingResult? _answer;
    private bool _isOpen;

    /// <summary>The snapshot that the queue is of.</summary>
    [Parameter, EditorRequired]
    public Snapshot Snapshot { get; set; } = null!; // EditorRequired

    /// <summary>The queue.</summary>
    [Parameter, EditorRequired]
    public QueueSummary Queue { get; set; } = null!; // EditorRequired

    private void Toggled()
    {
        _isOpen = !_isOpen;
        if (!_isOpen || Queue.Target is null)
        {
            return;
        }
        if (_fields.IsEmpty)
        {
            Start();
        }
        Reckon();
    }

    // The busiest half hour so far, the day's handle time and patience; where the day does not tell, common ones.
    private void Start()
    {
        var length = Snapshot.Granularity.Length;
        var each = Math.Max(1, (int)(_halfHour / length));
        _contacts.Value = Queue.Intervals.Where(static p => !p.IsOpen)
            .Chunk(each)
            .Select(static c => c.Sum(p => p.Counts.Offered))
            .DefaultIfEmpty()
            .Max() * (_halfHour / (each * length));
        _handle.Value = Math.Round(QueueFigures.AverageHandleTime(Queue.Day)?.TotalSeconds ?? UsualHandle);
        _patience.Value = Math.Clamp(Math.Round(CallerPatience.Of(Queue.Day.Wait.SumMs / 1000.0, Queue.Day.Abandoned) ?? UsualPatience), 1, MaximumSeconds);
        _fields = [_contacts, _handle, _patience, _occupancy, _shrinkage];
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
        var traffic = Traffic.Of(_contacts.Value, _halfHour, _handle.Value);
        var assumptions = new StaffingAssumptions(_handle.Value, _patience.Value, target.Threshold.TotalSeconds, target.Ratio)
        {
            HighestOccupancy = _occupancy.Value / 100,
            Shrinkage = (decimal)_shrinkage.Value / 100,
        };
        try
        {
            var (needed, withoutPatience, rostered) = StaffingNeed.Of(_contacts.Value, _halfHour, assumptions);
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
