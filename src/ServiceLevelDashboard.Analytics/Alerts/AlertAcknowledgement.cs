using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>Somebody has taken note of an alert. A document under the alert's id, so that it stands in the trail of changes.</summary>
/// <param name="By">Who; hostile input until encoded.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Note">What they had to say; may be empty.</param>
public sealed record AlertAcknowledgement(string By, DateTimeOffset At, string Note)
{
    /// <summary>The longest note, in characters.</summary>
    public const int MaximumNoteLength = 200;

    /// <summary>How acknowledgements are kept.</summary>
    public static readonly DocumentKind<AlertAcknowledgement> Kind = new(
        "alert-acknowledgement",
        DocumentJson.Of<AlertAcknowledgement>(),
        static (_, value) => value.Note.Length > MaximumNoteLength ? [FormattableString.Invariant($"note has at most {MaximumNoteLength} characters.")] : [],
        static (_, value) => value.Note.Length > 0 ? [new TypedName("note", value.Note, MaximumNoteLength)] : []);
}
