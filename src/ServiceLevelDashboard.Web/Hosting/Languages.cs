using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace ServiceLevelDashboard.Web.Hosting;

/// <summary>
/// In which language and by which country's formats a request is answered: as the reader chose (a cookie), else as the browser asks,
/// else British English. Texts are English or German; numbers and dates follow any country of these languages.
/// </summary>
public static class Languages
{
    /// <summary>The language of all texts that have no other.</summary>
    public const string Default = "en-GB";

    /// <summary>The languages that the texts are in, each with its name in itself.</summary>
    public static readonly IReadOnlyList<(string Code, string Name)> Offered = [(Default, "English"), ("de", "Deutsch")];

    /// <summary>Sets up the choice. The cookie holds <c>c=de-AT|uic=de</c>; <c>preferences.js</c> writes it.</summary>
    public static void AddLanguages(this IServiceCollection services) =>
        services.AddOptions<RequestLocalizationOptions>().Configure<CookieNames>(Offer);

    private static void Offer(RequestLocalizationOptions o, CookieNames names)
    {
        o.SetDefaultCulture(Default);
        o.SupportedUICultures = [.. Offered.Select(static l => CultureInfo.GetCultureInfo(l.Code))];
        o.SupportedCultures = [CultureInfo.GetCultureInfo("de"), .. CultureInfo.GetCultures(CultureTypes.SpecificCultures).Where(IsOffered)];
        o.ApplyCurrentCultureToResponseHeaders = true;
        // no language in the address: an address that is sent to a colleague is read in the colleague's language
        o.RequestCultureProviders =
        [
            new CookieRequestCultureProvider { CookieName = names.Language }, new CookieRequestCultureProvider { CookieName = CookieNames.LanguageBefore },
            new AcceptLanguageHeaderRequestCultureProvider(),
        ];
    }

    private static bool IsOffered(CultureInfo culture) => culture.TwoLetterISOLanguageName is "en" or "de";
}
