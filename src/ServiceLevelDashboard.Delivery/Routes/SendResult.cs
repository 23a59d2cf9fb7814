using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Delivery.Routes;

/// <summary>What came of an attempt to send.</summary>
/// <param name="Outcome">Whether the far side took it.</param>
/// <param name="Answer">What it answered, or why it was not reached: one line, without secrets, safe to show once encoded.</param>
/// <param name="RetryAfter">How long the far side wants to be left alone; null when it did not say.</param>
public sealed record SendResult(SendOutcome Outcome, string Answer, TimeSpan? RetryAfter = null)
{
    /// <summary>The longest answer in characters.</summary>
    private const int LongestAnswer = 300;

    /// <summary>The far side took it.</summary>
    public static SendResult Taken(string answer, params ReadOnlySpan<string?> secrets) => new(SendOutcome.Taken, Plain(answer, secrets));

    /// <summary>It may do so later.</summary>
    public static SendResult TryAgain(string answer, TimeSpan? retryAfter, params ReadOnlySpan<string?> secrets) =>
        new(SendOutcome.TryAgain, Plain(answer, secrets), retryAfter);

    /// <summary>It never will.</summary>
    public static SendResult Refused(string answer, params ReadOnlySpan<string?> secrets) => new(SendOutcome.Refused, Plain(answer, secrets));

    /// <summary>An answer on one line and bounded. The far side may echo what it was sent: a secret in it is three stars.</summary>
    private static string Plain(string answer, ReadOnlySpan<string?> secrets)
    {
        foreach (var secret in secrets)
        {
            if (secret is { Length: > 0 })
            {
                answer = answer.Replace(secret, "***", StringComparison.Ordinal);
            }
        }

        return PlainName.Line(answer, LongestAnswer);
    }
}

/// <summary>Whether the far side took a message.</summary>
public enum SendOutcome
{
    /// <summary>It did.</summary>
    Taken,

    /// <summary>It may do so later.</summary>
    TryAgain,

    /// <summary>It never will.</summary>
    Refused,
}
