using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceLevelDashboard.Analytics.Documents;

namespace ServiceLevelDashboard.Analytics.Reconciling;

/// <summary>
/// What is known of the organisation's switches over the days: the settings that are still possible, what an administrator has confirmed, and the
/// changes that were seen. Immutable; it is kept as one document.
/// </summary>
internal sealed record SwitchLedger
{
    /// <summary>The key of the one document.</summary>
    public const string Key = "organisation";

    /// <summary>How it is kept.</summary>
    public static readonly DocumentKind<SwitchLedger> Kind = new("switches", SwitchLedgerJson.Default.SwitchLedger, static (_, ledger) =>
        ledger is { Possible.IsDefaultOrEmpty: false, Changes.IsDefault: false } ? [] : ["This is no record of switches."], static (_, _) => []);

    private const int MaximumChanges = 50;

    /// <summary>The settings that all rows since the last change leave possible. All six at first.</summary>
    public ImmutableArray<GenesysSwitches> Possible { get; init; } = GenesysSwitches.Distinct;

    /// <summary>What was confirmed last, or null.</summary>
    public GenesysSwitches? Confirmed { get; init; }

    /// <summary>When, or null.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>The changes that were seen, the latest first.</summary>
    public ImmutableArray<SwitchRestatement> Changes { get; init; } = [];

    /// <summary>Whether what was confirmed is still possible.</summary>
    [JsonIgnore]
    public bool IsConfirmed => Confirmed is not null && Possible.Contains(Confirmed);

    /// <summary>The switches that are reckoned with: confirmed, else what is possible, else (what stays open) configured.</summary>
    // confirmed: not null
    public GenesysSwitches Chosen(GenesysSwitches configured) => IsConfirmed ? Confirmed! : SwitchInference.Nearest(Possible, configured);

    /// <summary>
    /// What is known after a look at rows: fewer settings are possible, or, when none of them fits any longer, there has been a change. A handful of
    /// rows is not believed against all before, and contradictory rows change nothing.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="inference">What they say.</param>
    /// <param name="at">When they were read.</param>
    /// <param name="lastLook">When rows last showed a setting that was possible, or null.</param>
    public SwitchLedger After(ImmutableArray<QueueInterval> rows, SwitchInference inference, DateTimeOffset at, DateTimeOffset? lastLook)
    {
        if (inference.Rows == 0 || inference.IsContradictory)
        {
            return this;
        }
        ImmutableArray<GenesysSwitches> left = [.. Possible.Where(s => inference.Fitting.Contains(s))];
        if (left.Length == Possible.Length)
        {
            return this;
        }
        if (!left.IsEmpty)
        {
            return Narrowed(left);
        }
        if (inference.Settings.Where(s => Possible.Contains(s.Switches)).Min(static s => s.Contradicting) < SwitchInference.MinimumRowsOfAChange)
        {
            return this;
        }

        var before = IsConfirmed ? Confirmed! : Possible[0]; // confirmed: not null
        var change = new SwitchRestatement(
            before, SwitchInference.Nearest(inference.Fitting, before), at, lastLook, inference.Change?.From ?? rows.Min(static r => r.Interval.Start));
        return this with { Possible = inference.Fitting, Changes = [change, .. Changes.Take(MaximumChanges - 1)] };
    }

    /// <summary>What is known once somebody vouches for a setting.</summary>
    public SwitchLedger Confirm(GenesysSwitches switches, DateTimeOffset at) =>
        Narrowed([switches.Effective()]) with { Confirmed = switches.Effective(), ConfirmedAt = at };

    // The first rows after a change may leave several settings possible: the change is told by what later rows leave of them.
    private SwitchLedger Narrowed(ImmutableArray<GenesysSwitches> left) => this with
    {
        Possible = left,
        Changes = Changes is [var latest, .. var earlier] && !left.Contains(latest.After)
            ? [latest with { After = SwitchInference.Nearest(left, latest.Before) }, .. earlier]
            : Changes,
    };

    /// <summary>Whether two ledgers say the same; arrays are compared by what they hold.</summary>
    public bool Equals(SwitchLedger? other) =>
        other is not null && Confirmed == other.Confirmed && ConfirmedAt == other.ConfirmedAt
        && Possible.SequenceEqual(other.Possible) && Changes.SequenceEqual(other.Changes);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Confirmed, ConfirmedAt, Possible.Length, Changes.Length);
}

/// <summary>A setting as the list of what counts: <c>["abandons","shortAbandons"]</c> is Genesys' default.</summary>
internal sealed class SwitchesConverter : JsonConverter<GenesysSwitches>
{
    private const string Abandons = "abandons", ShortAbandons = "shortAbandons", FlowOuts = "flowOuts";

    public override GenesysSwitches Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException();
        }
        var counted = new List<string?>();
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            counted.Add(reader.GetString());
        }
        if (reader.TokenType != JsonTokenType.EndArray)
        {
            throw new JsonException();
        }
        return new GenesysSwitches(counted.Contains(Abandons), counted.Contains(ShortAbandons), counted.Contains(FlowOuts)).Effective();
    }

    public override void Write(Utf8JsonWriter writer, GenesysSwitches value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        if (value.IncludeAbandons)
        {
            writer.WriteStringValue(Abandons);
        }
        if (value.IncludeShortAbandons)
        {
            writer.WriteStringValue(ShortAbandons);
        }
        if (value.IncludeFlowOuts)
        {
            writer.WriteStringValue(FlowOuts);
        }
        writer.WriteEndArray();
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(SwitchesConverter)])]
[JsonSerializable(typeof(SwitchLedger))]
internal sealed partial class SwitchLedgerJson : JsonSerializerContext;
