using Microsoft.Extensions.Localization;
using MudBlazor;
using MudBlazor.Services;

namespace ServiceLevelDashboard.Web.Components;

/// <summary>MudBlazor as this product uses it: docs/decisions/mudblazor.md.</summary>
internal static class MudBlazorServices
{
    /// <summary>Adds MudBlazor, its notices as they are to behave, and its words in the reader's language.</summary>
    public static IServiceCollection AddMudBlazor(this IServiceCollection services)
    {
        services.AddMudServices(options =>
        {
            var notices = options.SnackbarConfiguration;
            notices.PositionClass = Defaults.Classes.Position.BottomCenter;
            notices.RequireInteraction = true; // nobody has to be quick
            notices.PreventDuplicates = false;
            notices.HideIcon = true;
            notices.ShowTransitionDuration = notices.HideTransitionDuration = 0;
            notices.MaximumOpacity = 100;
        });
        services.AddTransient<MudLocalizer, MudWords>();
        services.AddLocalizationInterceptor(provider => new DefaultLocalizationInterceptor(
            provider.GetRequiredService<ILoggerFactory>(),
            provider.GetRequiredService<MudLocalizer>())
        { IgnoreDefaultEnglish = true });
        return services;
    }

    /// <summary>The words that MudBlazor's parts say to screen readers; what none of the pages uses stays English.</summary>
    private sealed class MudWords : MudLocalizer
    {
        public override LocalizedString this[string key] => WordOf(key) is { } word ? new(key, word) : new(key, key, resourceNotFound: true);

        private static string? WordOf(string key) => key switch
        {
            "MudSnackbar_Close" or "MudDialog_Close" => LayoutText.Close,
            "MudInput_Clear" => LayoutText.Clear,
            "MudBaseDatePicker_Open" => LayoutText.OpenCalendar,
            "MudBaseDatePicker_PrevMonth" => LayoutText.PreviousMonth,
            "MudBaseDatePicker_NextMonth" => LayoutText.NextMonth,
            "MudBaseDatePicker_PrevYear" => LayoutText.PreviousYear,
            "MudBaseDatePicker_NextYear" => LayoutText.NextYear,
            "MudTimePicker_Open" => LayoutText.OpenClock,
            _ => null,
        };
    }
}
