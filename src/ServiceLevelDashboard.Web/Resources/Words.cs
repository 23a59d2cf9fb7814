using ServiceLevelDashboard.Delivery.Figures;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Resources;

/// <summary>The words of the domain's values, the same on every page.</summary>
public static class Words
{
    /// <summary>The word of a service state: "At risk".</summary>
    public static string Of(ServiceState state) => state switch
    {
        ServiceState.Closed => Text.StateClosed,
        ServiceState.NoContacts => Text.StateNoContacts,
        ServiceState.NoTarget => Text.StateNoTarget,
        ServiceState.NotMeasured => Text.StateNotMeasured,
        ServiceState.TooFew => Text.StateTooFew,
        ServiceState.OnTarget => Text.StateOnTarget,
        ServiceState.AtRisk => Text.StateAtRisk,
        ServiceState.Below => Text.StateBelow,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>The word of a data state: "Stale".</summary>
    public static string Of(DataState state) => state switch
    {
        DataState.Live => Text.DataLive,
        DataState.Delayed => Text.DataDelayed,
        DataState.Stale => Text.DataStale,
        DataState.NoData => Text.DataNoData,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>The word of a media type; one that is not known here is shown as it is written.</summary>
    public static string Of(MediaType media) => FigureWords.Of(media);

    /// <summary>A state's name in style sheets and addresses: "at-risk".</summary>
    public static string Slug(ServiceState state) => state switch
    {
        ServiceState.NoContacts => "no-contacts",
        ServiceState.NoTarget => "no-target",
        ServiceState.NotMeasured => "not-measured",
        ServiceState.TooFew => "too-few",
        ServiceState.OnTarget => "on-target",
        ServiceState.AtRisk => "at-risk",
        ServiceState.Below => "below",
        _ => "closed",
    };

    /// <summary>A data state's name for programs: "no-data".</summary>
    public static string Slug(DataState state) => state switch
    {
        DataState.Live => "live",
        DataState.Delayed => "delayed",
        DataState.Stale => "stale",
        _ => "no-data",
    };

    /// <summary>The state of a slug; null for null and for what is none.</summary>
    public static ServiceState? StateOf(string? slug) =>
        Enum.GetValues<ServiceState>().Where(s => Slug(s) == slug).Cast<ServiceState?>().FirstOrDefault();
}
