using System.Collections.Immutable;

namespace ServiceLevelDashboard.Domain.Levels;

/// <summary>How one row's own figures stand against Genesys'.</summary>
public enum RowOutcome
{
    /// <summary>Numerator and denominator are the same.</summary>
    Agrees,

    /// <summary>Numerator, denominator or both differ.</summary>
    Differs,

    /// <summary>Not compared, and worth a look: Genesys gave no figures though contacts count by the switches. Usually the queue has no target.</summary>
    GaveNone,

    /// <summary>Not compared: Genesys gave no figures, and by the switches nothing counts.</summary>
    NothingCounts,
}

/// <summary>One row beside Genesys' own figures.</summary>
/// <param name="Row">The row.</param>
/// <param name="Ours">Answered minus over SLA, over the denominator that the switches make of the counts.</param>
/// <param name="Outcome">How they stand.</param>
public readonly record struct RowComparison(QueueInterval Row, ServiceLevel Ours, RowOutcome Outcome)
{
    /// <summary>Genesys' numerator and denominator, or null when it gave none.</summary>
    public ServiceLevel? Theirs => Row.Counts.Genesys is { } own ? new ServiceLevel(own.Numerator, own.Denominator) : null;

    /// <summary>Compares a row. Worked: 10 answered, 2 over SLA, 3 abandoned are 8 of 13 by the default switches.</summary>
    /// <param name="row">The row.</param>
    /// <param name="switches">The switches.</param>
    public static RowComparison Of(QueueInterval row, GenesysSwitches switches)
    {
        ArgumentNullException.ThrowIfNull(row);
        var ours = new ServiceLevel(row.Counts.Answered - row.Counts.OverSla, ServiceLevelCalculator.GenesysDenominator(row.Counts, switches));
        return new RowComparison(row, ours, row.Counts.Genesys switch
        {
            null => ours.Denominator > 0 ? RowOutcome.GaveNone : RowOutcome.NothingCounts,
            var own => own.Numerator == ours.Numerator && own.Denominator == ours.Denominator ? RowOutcome.Agrees : RowOutcome.Differs,
        });
    }
}

/// <summary>Our own numerators and denominators beside Genesys', row by row (queue, media type and interval).</summary>
public sealed record Reconciliation
{
    /// <summary>Rows that agree, without <see cref="UsedToInfer"/>.</summary>
    public required int Agreeing { get; init; }

    /// <summary>Rows that differ, in the order of the rows; empty when all is well.</summary>
    public required ImmutableArray<RowComparison> Mismatches { get; init; }

    /// <summary>Rows that would agree and from which the switches were inferred: no evidence of agreement. 0 when the switches are confirmed.</summary>
    public required int UsedToInfer { get; init; }

    /// <summary>Rows with contacts for which Genesys gave no figures.</summary>
    public required ImmutableArray<RowComparison> GaveNone { get; init; }

    /// <summary>Rows without figures of Genesys' own in which nothing counts.</summary>
    public required int NothingCounts { get; init; }

    /// <summary>Rows that were compared: agreeing and differing ones.</summary>
    public int Compared => Agreeing + Mismatches.Length;

    /// <summary>Compares rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="switches">The switches in force.</param>
    /// <param name="inference">What the same rows say of the switches: rows before its change are compared by the setting of then.</param>
    /// <param name="isConfirmed">Whether a person vouches for the switches; if not, the rows that taught the inference count as no evidence.</param>
    public static Reconciliation Of(ImmutableArray<QueueInterval> rows, GenesysSwitches switches, SwitchInference inference, bool isConfirmed)
    {
        ArgumentNullException.ThrowIfNull(inference);
        int agreeing = 0, usedToInfer = 0, nothingCounts = 0;
        var mismatches = ImmutableArray.CreateBuilder<RowComparison>();
        var gaveNone = ImmutableArray.CreateBuilder<RowComparison>();
        var before = inference.Change is { } change ? SwitchInference.Nearest(change.Before, switches) : switches;
        foreach (var row in rows)
        {
            var comparison = RowComparison.Of(row, row.Interval.Start < inference.Change?.From ? before : switches);
            switch (comparison.Outcome)
            {
                case RowOutcome.Agrees when !isConfirmed && IsAmong(inference.Taught, row):
                    usedToInfer++;
                    break;
                case RowOutcome.Agrees:
                    agreeing++;
                    break;
                case RowOutcome.Differs:
                    mismatches.Add(comparison);
                    break;
                case RowOutcome.GaveNone:
                    gaveNone.Add(comparison);
                    break;
                default:
                    nothingCounts++;
                    break;
            }
        }

        return new Reconciliation
        {
            Agreeing = agreeing,
            Mismatches = mismatches.ToImmutable(),
            UsedToInfer = usedToInfer,
            GaveNone = gaveNone.ToImmutable(),
            NothingCounts = nothingCounts,
        };
    }

    private static bool IsAmong(ImmutableArray<QueueInterval> few, QueueInterval row)
    {
        foreach (var one in few)
        {
            if (ReferenceEquals(one, row))
            {
                return true;
            }
        }

        return false;
    }
}
