using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>
/// What the collector's turns look like from outside: a span with its parts as children, how long turn and merge took, and how many rows came. Costs nothing
/// while nobody listens. Neither figures nor names of queues or people are in it.
/// </summary>
internal static class TurnTelemetry
{
    /// <summary>The name of the source of spans and of the meter.</summary>
    public const string Name = "ServiceLevelDashboard";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> TurnDuration =
        Meter.CreateHistogram<double>("sld.turn.duration", "s", "From a question of the contact centre to the publication of its answer.");
    private static readonly Histogram<double> MergeDuration =
        Meter.CreateHistogram<double>("sld.merge.duration", "s", "Merging the rows of an answer with those that are known.");
    private static readonly Counter<long> Rows = Meter.CreateCounter<long>("sld.rows.merged", "{row}", "Rows that came with answers and were merged.");

    /// <summary>Begins a turn; disposing it ends it.</summary>
    public static Turn Begin(RefreshSource source, TimeProvider clock)
    {
        var name = NameOf(source);
        var span = Source.HasListeners() ? Source.StartActivity($"refresh {name}")?.SetTag("sld.source", name) : null;
        return new Turn(span, name, clock, clock.GetTimestamp());
    }

    /// <summary>Begins a part of the turn that is under way; null while nobody listens.</summary>
    public static Activity? Part(string name) => Source.StartActivity(name);

    /// <summary>Notes a merge.</summary>
    public static void NoteMerge(TimeSpan took, int rows)
    {
        MergeDuration.Record(took.TotalSeconds);
        Rows.Add(rows);
    }

    private static string NameOf(RefreshSource source) => source switch
    {
        RefreshSource.Queues => "queues",
        RefreshSource.Intervals => "intervals",
        _ => "observations",
    };

    /// <summary>A turn under way.</summary>
    internal readonly struct Turn(Activity? span, string source, TimeProvider clock, long begunAt) : IDisposable
    {
        /// <summary>Notes that the contact centre gave no usable answer; why is in the log.</summary>
        public void Fail(FailureKind kind) => span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", kind.ToString().ToLowerInvariant());

        /// <inheritdoc/>
        public void Dispose()
        {
            TurnDuration.Record(clock.GetElapsedTime(begunAt).TotalSeconds, new KeyValuePair<string, object?>("sld.source", source));
            span?.Dispose();
        }
    }
}
