using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ServiceLevelDashboard.Simulator.Faults;

/// <summary>
/// Faults in one word: <c>NAME[=value][,path=PART][,count=N][,probability=P][,for=SECONDS]</c>. Worked: <c>429=30,count=3,path=aggregates</c> answers the next
/// three aggregate queries with 429 and a <c>Retry-After</c> of 30 s.
/// </summary>
public static class FaultParser
{
    private static readonly ImmutableArray<Name> _names =
    [
        new("401", FaultKind.Unauthorized, Takes.Nothing),
        new("expired-token", FaultKind.ExpiredToken, Takes.Nothing),
        new("refused", FaultKind.RefusedCredentials, Takes.Nothing),
        new("403", FaultKind.Forbidden, Takes.Text, "permission"),
        new("429", FaultKind.TooManyRequests, Takes.Number, "seconds"),
        new("500", FaultKind.InternalServerError, Takes.Nothing),
        new("503", FaultKind.ServiceUnavailable, Takes.Nothing),
        new("slow", FaultKind.Slow, Takes.Number, "seconds"),
        new("hang", FaultKind.Hang, Takes.Nothing),
        new("hang-in-body", FaultKind.HangInBody, Takes.Nothing),
        new("cut", FaultKind.CutBody, Takes.Nothing),
        new("malformed", FaultKind.MalformedJson, Takes.Nothing),
        new("missing-page", FaultKind.MissingPage, Takes.Number, "page"),
        new("late", FaultKind.LateData, Takes.Number, "minutes"),
        new("skew", FaultKind.ClockSkew, Takes.SignedNumber, "seconds"),
        new("pause", FaultKind.Pause, Takes.Nothing),
        new("429-message", FaultKind.ThrottledInWords, Takes.Number, "seconds"),
        new("504", FaultKind.TimedOutRange, Takes.Number, "days"),
        new("refused-metric", FaultKind.RefusedMetric, Takes.Text, "name"),
        new("coarse", FaultKind.CoarseIntervals, Takes.Number, "minutes"),
        new("no-level", FaultKind.MissingLevels, Takes.Number, "share"),
        new("agents-by-queue", FaultKind.AgentsByQueueAlone, Takes.Nothing),
        new("nothing-by-media", FaultKind.NothingByMediaType, Takes.Nothing),
        new("unobserved", FaultKind.UnobservedQueue, Takes.Text, "queue"),
        new("hidden-queues", FaultKind.HiddenQueues, Takes.Number, "count"),
        new("customer-first", FaultKind.CustomerFirst, Takes.Text, "queue"),
        new("unexplained-messages", FaultKind.UnexplainedMessages, Takes.Nothing),
        new("odd-level", FaultKind.OddLevels, Takes.Number, "share"),
        new("forgotten", FaultKind.Forgotten, Takes.Number, "months"),
        new("odd-rows", FaultKind.OddRows, Takes.Nothing),
        new("push-drop", FaultKind.PushDrop, Takes.Nothing),
        new("push-silent", FaultKind.PushSilent, Takes.Nothing),
        new("push-half-open", FaultKind.PushHalfOpen, Takes.Nothing),
        new("push-lost", FaultKind.PushLost, Takes.Nothing),
        new("push-flood", FaultKind.PushFlood, Takes.Number, "messages"),
        new("push-unknown", FaultKind.PushUnknown, Takes.Nothing),
        new("push-expire", FaultKind.PushExpire, Takes.Nothing),
        new("push-forbidden", FaultKind.PushForbidden, Takes.Nothing),
    ];

    private enum Takes
    {
        Nothing,
        Text,
        Number,
        SignedNumber,
    }

    /// <summary>All names with the value that each takes, for help texts: <c>429[=seconds]</c>.</summary>
    public static ImmutableArray<string> Accepted { get; } = [.. _names.Select(name => name.ValueName is null ? name.Word : $"{name.Word}[={name.ValueName}]")];

    /// <summary>Reads one fault.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fault">The fault, or null.</param>
    /// <param name="error">What is wrong and what is accepted, or null.</param>
    /// <returns>Whether it was understood.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Fault? fault, [NotNullWhen(false)] out string? error)
    {
        fault = null;
        var parts = (text ?? "").Split(',', StringSplitOptions.TrimEntries);
        var (word, value) = Pair(parts[0]);
        var name = _names.FirstOrDefault(candidate => string.Equals(candidate.Word, word, StringComparison.OrdinalIgnoreCase));
        if (name is null)
        {
            error = $"'{word}' is not a fault. Accepted: {string.Join(", ", Accepted)}.";
            return false;
        }

        var read = new Fault(name.Kind);
        if (value is not null)
        {
            error = name.Takes switch
            {
                Takes.Nothing => $"'{name.Word}' takes no value.",
                Takes.Number when !TryNumber(value, out var number) || number < 0 =>
                    $"'{word}={value}': expected {name.ValueName}, a number that is not negative.",
                Takes.SignedNumber when !TryNumber(value, out _) => $"'{word}={value}': expected {name.ValueName}, a number.",
                _ => null,
            };
            if (error is not null)
            {
                return false;
            }
            read = name.Takes == Takes.Text ? read with { Text = value } : read with { Value = double.Parse(value, CultureInfo.InvariantCulture) };
        }

        foreach (var part in parts.Skip(1))
        {
            if (WithBound(read, part) is not { } bounded)
            {
                error = $"'{part}' is not understood. Accepted after the fault: path=PART, count=N, probability=P (above 0, up to 1), for=SECONDS.";
                return false;
            }

            read = bounded;
        }

        (fault, error) = (read, null);
        return true;
    }

    /// <summary>The text that <see cref="TryParse"/> reads as this fault.</summary>
    public static string Format(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        var value = fault.Text ?? fault.Value?.ToString(CultureInfo.InvariantCulture);
        var text = _names.First(name => name.Kind == fault.Kind).Word + (value is null ? "" : $"={value}");
        if (fault.Path is not null)
        {
            text += $",path={fault.Path}";
        }
        if (fault.Count is { } count)
        {
            text += string.Create(CultureInfo.InvariantCulture, $",count={count}");
        }
        if (fault.Probability < 1)
        {
            text += string.Create(CultureInfo.InvariantCulture, $",probability={fault.Probability}");
        }
        if (fault.Duration is { } duration)
        {
            text += string.Create(CultureInfo.InvariantCulture, $",for={duration.TotalSeconds}");
        }
        return text;
    }

    private static Fault? WithBound(Fault fault, string part)
    {
        var (key, value) = Pair(part);
        return key switch
        {
            "path" when !string.IsNullOrEmpty(value) => fault with { Path = value },
            "count" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 => fault with { Count = count },
            "probability" when TryNumber(value, out var share) && share is > 0 and <= 1 => fault with { Probability = share },
            "for" when TryNumber(value, out var seconds) && seconds is > 0 and < 1e9 => fault with { Duration = TimeSpan.FromSeconds(seconds) },
            _ => null,
        };
    }

    private static bool TryNumber(string? text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private static (string Key, string? Value) Pair(string part)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (part, null) : (part[..equals], part[(equals + 1)..]);
    }

    private sealed record Name(string Word, FaultKind Kind, Takes Takes, string? ValueName = null);
}
