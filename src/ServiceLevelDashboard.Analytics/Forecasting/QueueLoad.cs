using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Analytics.Forecasting;

/// <summary>One queue's part of a group's load.</summary>
/// <param name="Today">The day so far, slot by slot; as many slots as the day has.</param>
/// <param name="Model">What the archive teaches about it; null when nothing, and then nothing more is expected.</param>
/// <param name="Target">What was promised, or null.</param>
public sealed record QueueLoad(ImmutableArray<SlotCounts> Today, QueueModel? Model, ServiceLevelTarget? Target)
{
    /// <summary>How many slots its day begins after that of the group; negative when before.</summary>
    public int Shift { get; init; }

    /// <summary>Whether the queue does not open again on the day: nothing more is expected.</summary>
    public bool IsOver { get; init; }

    /// <summary>What happened in it on the last four weeks and today.</summary>
    internal SlotCounts Seen => Today.Aggregate(Model?.Recent ?? default, static (a, b) => a + b) with { Agents = null };

    /// <summary>The queue in a snapshot.</summary>
    internal static QueueLoad Of(Snapshot snapshot, Queue queue, MediaType media, QueueModels models)
    {
        var key = new QueueMedia(queue.Id, media);
        var summary = snapshot.Find(key);
        var shift = summary?.Today is { } site ? (int)((site.Day.Start - snapshot.Day.Start) / snapshot.Granularity.Length) : 0;
        snapshot = summary is null ? snapshot : snapshot.At(summary);
        var slots = new DaySlots(snapshot.Calendar, snapshot.Granularity);
        var today = new SlotCounts[slots.Count];
        foreach (var point in summary?.Intervals ?? [])
        {
            today[slots.At(point.Interval.Start)] += PastDays.Counts(point.Counts, point.Level.Lower);
        }
        return new QueueLoad(ImmutableArray.Create(today), models.Find(key, snapshot.Day), summary?.Target ?? snapshot.TargetFor(key))
        {
            Shift = shift,
            IsOver = summary is { State: ServiceState.Closed } && !(summary.OpensNext < snapshot.Day.End),
        };
    }

    /// <summary>Adds what came, and what is to come: the forecast of the rest of the day, spread as the usual day is.</summary>
    internal void AddTo(double[] came, double[] toCome, double cut)
    {
        var offered = 0;
        cut = Math.Clamp(cut - Shift, 0, Today.Length);
        for (var k = 0; k < Today.Length; k++)
        {
            AddAt(came, k, Today[k].Offered);
            offered += Today[k].Offered;
        }

        if (IsOver || Model is not { Forecaster: { } forecaster, Usual.Slots: { IsEmpty: false } usual })
        {
            return;
        }
        var rest = Enumerable.Range(0, usual.Length).Sum(k => usual[k].Offered * Ahead(k, cut));
        var scale = rest > 0 ? forecaster.Rest(cut, offered).Mean / rest : 0;
        for (var k = 0; k < usual.Length; k++)
        {
            AddAt(toCome, k, usual[k].Offered * Ahead(k, cut) * scale);
        }
    }

    // What lies outside of the group's day belongs to another of its days.
    private void AddAt(double[] slots, int slot, double contacts)
    {
        if (slot + Shift >= 0 && slot + Shift < slots.Length)
        {
            slots[slot + Shift] += contacts;
        }
    }

    /// <summary>How much of a slot is still to come, 0 to 1.</summary>
    private static double Ahead(int slot, double cut) => Math.Clamp(slot + 1 - cut, 0, 1);
}
