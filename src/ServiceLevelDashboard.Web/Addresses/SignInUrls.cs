namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>Where visitors sign in.</summary>
public static class SignInUrls
{
    /// <summary>The sign-in page.</summary>
    public const string Root = "sign-in";

    /// <summary>
    /// Where the service that signs people in sends them back to; below it they are led there, so that the dashboard is told of every attempt's cookies.
    /// </summary>
    public const string ServiceAnswer = "signin-oidc", ByService = ServiceAnswer + "/start";

    /// <summary>Where they were led there up to version 0.1.</summary>
    internal const string ByServiceBefore = Root + "/service";

    /// <summary>Who is signed in: the password, and signing out.</summary>
    public const string Account = "account";

    /// <summary>The query key of where somebody came from who has to sign in first, and of why it did not succeed.</summary>
    internal const string FromKey = "from", ProblemKey = "problem";

    /// <summary>The sign-in page, saying why it did not succeed.</summary>
    internal static string Failed(SignInProblem problem) => $"{Root}?{ProblemKey}={problem}";

    /// <summary>The way to the service that signs people in, and from there back to where somebody came from.</summary>
    internal static string ByServiceTo(string? from) =>
        Return(from) is { } given ? $"{ByService}?{FromKey}={Uri.EscapeDataString(given)}" : ByService;

    /// <summary>Where to go on from here: an address of this host as it was given, from its root on, else null. Nobody is led elsewhere.</summary>
    internal static string? Return(string? given) =>
        given is ['/', ..] && given is not ['/', '/' or '\\', ..] && !given.Any(char.IsControl) ? given : null;
}

/// <summary>Why signing in did not succeed, as the sign-in page's address says it.</summary>
internal enum SignInProblem
{
    /// <summary>Name or password are wrong, or the account may not be used.</summary>
    Refused,

    /// <summary>The service knows the person, and gives no role that is known here.</summary>
    NoRole,

    /// <summary>The service could not be asked, or refused.</summary>
    Service,

    /// <summary>The archive, which holds the accounts and sessions, is away.</summary>
    Away,
}
