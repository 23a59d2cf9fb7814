using System.Text.Json.Serialization;
using ServiceLevelDashboard.Analytics.Documents;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>That a process asks another, which fetches at present, for a range of the past.</summary>
/// <param name="From">Start of the range.</param>
/// <param name="To">End of the range.</param>
/// <param name="By">Who asks, in words for a person.</param>
public sealed record BackfillRequest(DateTimeOffset From, DateTimeOffset To, string By)
{
    /// <summary>How it is kept.</summary>
    public static readonly DocumentKind<BackfillRequest> Kind =
        new(
            "backfill", BackfillRequestJson.Default.BackfillRequest, static (_, request) => request.From < request.To ? [] : ["The range is empty."],
            static (_, _) => []);
}

[JsonSerializable(typeof(BackfillRequest))]
internal sealed partial class BackfillRequestJson : JsonSerializerContext;
