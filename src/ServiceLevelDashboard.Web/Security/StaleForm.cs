using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace ServiceLevelDashboard.Web.Security;

/// <summary>
/// A form that was sent without a good antiforgery token: the dashboard has new keys, somebody has signed in or out meanwhile, or the browser keeps no
/// cookies. Nothing of it is done. It is answered with the form itself, a sentence, and what was typed but passwords.
/// </summary>
internal static class StaleForm
{
    private static readonly object Key = new();

    /// <summary>Answers such forms of all pages that stay outside circuits; behind the check of the token.</summary>
    public static void UseStaleForms(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false }
            && context.GetEndpoint()?.Metadata.GetMetadata<ExcludeFromInteractiveRoutingAttribute>() is not null)
        {
            context.Items[Key] = true;
            context.Request.Method = HttpMethods.Get; // the page as a visit gets it: no handler runs, and the form has a token that is good
            context.Features.Set<IAntiforgeryValidationFeature>(null);
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        return next(context);
    });

    /// <summary>Why the form is there again; null when it is not.</summary>
    public static string? SentenceOf(HttpContext context) => !context.Items.ContainsKey(Key) ? null
        : KeepsCookies(context) ? SecurityText.StaleForm
        : SecurityText.CookiesNeeded;

    /// <summary>What was typed into a field of the form; null when it is not there again, or has no such field.</summary>
    public static string? FieldOf(HttpContext context, string name) =>
        context.Items.ContainsKey(Key) && context.Features.Get<IFormFeature>()?.Form is { } form && form.TryGetValue(name, out var typed)
            ? typed.ToString()
            : null;

    private static bool KeepsCookies(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie.Name is { } name && context.Request.Cookies.ContainsKey(name);
}
