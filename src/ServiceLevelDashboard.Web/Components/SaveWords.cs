using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Components;

/// <summary>Says why something that was removed could not be brought back. Pure.</summary>
internal static class SaveWords
{
    /// <summary>A sentence; null when it was brought back.</summary>
    public static string? WhyNotBack(SaveResult result) => result.Outcome switch
    {
        SaveOutcome.Saved => null,
        SaveOutcome.Unavailable => LayoutText.ArchiveAway,
        SaveOutcome.Conflict => LayoutText.MadeAgain,
        _ => Refused(result.Names),
    };

    /// <summary>What is wrong with the names for which something was refused.</summary>
    public static string Refused(ImmutableArray<TypedName> names) => names.IsEmpty ? LayoutText.SaveInvalid : string.Join(' ', names.Select(NameWords.Of));
}
