using System.Security.Cryptography;
using System.Text;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>Until a moment nothing is told of what a rule says of one subject, however often it begins and ends; it is still shown.</summary>
/// <param name="Rule">The key of the rule.</param>
/// <param name="Subject">What the alert is about, as its <see cref="Ports.StoredAlert.Subject"/> has it.</param>
/// <param name="Until">Until when, UTC.</param>
/// <param name="Why">Why.</param>
/// <param name="By">Who; hostile input until encoded.</param>
public sealed record AlertSilence(string Rule, string Subject, DateTimeOffset Until, string Why, string By)
{
    /// <summary>The longest reason, in characters.</summary>
    public const int MaximumWhyLength = 200;

    /// <summary>The longest silence: longer ones are rules to change.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    private const int KeyLength = 24;

    /// <summary>How silences are kept.</summary>
    public static readonly DocumentKind<AlertSilence> Kind = new(
        "alert-silence", DocumentJson.Of<AlertSilence>(), static (_, value) => value.Rule.Length == 0 || value.Subject.Length == 0
            ? ["rule and subject: name what is silenced."]
            : [],
        static (_, value) => [new TypedName("why", value.Why, MaximumWhyLength)]);

    /// <summary>The key of the silence of a rule and subject: there is one at most.</summary>
    public static string KeyOf(string rule, string subject) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{rule}\n{subject}")))[..KeyLength];
}
