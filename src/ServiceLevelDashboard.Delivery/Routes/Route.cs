using System.Collections.Immutable;
using System.Net.Mail;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Delivery.Routes;

/// <summary>How a route reaches people or programs. Names are for ever: they are in stored routes.</summary>
public enum RouteKind
{
    /// <summary>E-mail by the configured mail server.</summary>
    Mail,

    /// <summary>A signed JSON document to an address.</summary>
    Webhook,

    /// <summary>A card in Microsoft Teams, by a workflow.</summary>
    Teams,

    /// <summary>A message in Slack, by an incoming webhook.</summary>
    Slack,

    /// <summary>PagerDuty's Events API v2.</summary>
    PagerDuty,

    /// <summary>A Prometheus Alertmanager.</summary>
    Alertmanager,
}

/// <summary>
/// Where messages go: made by people, kept as a document. Without secrets, which are settings (<see cref="RouteSecrets"/>). Worked: the route
/// <c>office</c> is mail to office@example.com in German.
/// </summary>
public sealed record Route
{
    /// <summary>The longest name in characters.</summary>
    public const int MaximumNameLength = 80;

    /// <summary>The most mail addresses.</summary>
    public const int MaximumRecipients = 50;

    /// <summary>The longest address in characters.</summary>
    public const int MaximumAddressLength = 1_000;

    /// <summary>How routes are kept.</summary>
    public static readonly DocumentKind<Route> Documents = new(
        "route",
        DocumentJson.Of<Route>(),
        static (_, route) => [.. route.Problems().Select(Sentence)],
        static (_, route) => [new TypedName("name", route.Name, MaximumNameLength)]);

    /// <summary>What people call it; hostile input until encoded.</summary>
    public required string Name { get; init; }

    /// <summary>How it reaches its far side.</summary>
    public required RouteKind Kind { get; init; }

    /// <summary>The language of what is sent: <c>en</c> or <c>de</c>.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Mail addresses; only of a mail route.</summary>
    public ImmutableArray<string> To { get; init; } = [];

    /// <summary>
    /// The address that is called: of a webhook or an Alertmanager, or of PagerDuty where it is not the usual one. Empty for all others: the addresses of
    /// Teams and Slack are secrets.
    /// </summary>
    public string Address { get; init; } = "";

    /// <summary>What is wrong with it; empty when it can be used.</summary>
    public IEnumerable<RouteProblem> Problems()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > MaximumNameLength)
        {
            yield return RouteProblem.Name;
        }
        if (Language is not ("en" or "de"))
        {
            yield return RouteProblem.Language;
        }

        var isMail = Kind == RouteKind.Mail;
        if (isMail ? To.IsDefaultOrEmpty || To.Length > MaximumRecipients || !To.All(IsMailAddress) : !To.IsDefaultOrEmpty)
        {
            yield return isMail ? RouteProblem.Recipients : RouteProblem.RecipientsOfOther;
        }

        var takesAddress = Kind is RouteKind.Webhook or RouteKind.Alertmanager or RouteKind.PagerDuty;
        if (!takesAddress && Address.Length > 0)
        {
            yield return RouteProblem.AddressIsSecret;
        }
        else if (takesAddress && !(Address.Length == 0 && Kind == RouteKind.PagerDuty) && !IsWebAddress(Address))
        {
            yield return RouteProblem.Address;
        }
    }

    /// <summary>Whether a text is one plain mail address: <c>ann@example.com</c>, without a name or anything behind it.</summary>
    public static bool IsMailAddress(string? text) =>
        text is { Length: > 0 and <= 254 } && !text.AsSpan().ContainsAnyExceptInRange('!', '~') && MailAddress.TryCreate(text, out var address)
        && address.Address == text && text.IndexOfAny(['"', ',', ';', '<', '>', '(', ')', '[', ']', '\\', ':']) < 0;

    /// <summary>Whether a text is an address that can be called, by its looks: whether it may be is decided when it is.</summary>
    internal static bool IsWebAddress(string text) =>
        text.Length <= MaximumAddressLength && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
        && address.UserInfo.Length == 0 && address.Fragment.Length == 0 && address.IdnHost.Length > 0;

    private static string Sentence(RouteProblem problem) => problem switch
    {
        RouteProblem.Name => FormattableString.Invariant($"name has 1 to {MaximumNameLength} characters."),
        RouteProblem.Language => "language is en or de.",
        RouteProblem.Recipients => FormattableString.Invariant($"to has 1 to {MaximumRecipients} plain mail addresses, such as ann@example.com."),
        RouteProblem.RecipientsOfOther => "to is of mail routes alone.",
        RouteProblem.Address => "address is an address such as https://hooks.example/alerts, without a user or a password in it.",
        _ => "address is left out: for Teams and Slack it is a secret, and set as Routes:KEY:Secret.",
    };
}

/// <summary>What is wrong with a route.</summary>
public enum RouteProblem
{
    /// <summary>The name is missing or too long.</summary>
    Name,

    /// <summary>The language is not one of those that there are.</summary>
    Language,

    /// <summary>A mail route has no addresses, too many, or one that is none.</summary>
    Recipients,

    /// <summary>Another route has mail addresses.</summary>
    RecipientsOfOther,

    /// <summary>The address is missing or none.</summary>
    Address,

    /// <summary>The address of this kind is a secret and does not belong in the archive.</summary>
    AddressIsSecret,
}
