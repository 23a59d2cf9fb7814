using System.Diagnostics;
using System.Net;
using System.Net.Mail;
using Microsoft.Extensions.Configuration;
using ServiceLevelDashboard.Delivery.Routes;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Delivery.Mail;

/// <summary>How the connection to the mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>It begins in the clear and must turn to TLS before anything is said.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>Not at all: for a relay on this machine or in a closed network.</summary>
    None,
}

/// <summary>The mail server. Section <c>Mail</c>; its secrets may lie in files (<c>PasswordFile</c>, <c>OAuth:ClientSecretFile</c>).</summary>
public sealed class MailOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Mail";

    /// <summary>The server's name or address.</summary>
    /// <value>Default none: no mail can be sent.</value>
    public string Server { get; set; } = "";

    /// <summary>Its port.</summary>
    /// <value>Default 587 with <see cref="MailSecurity.StartTls"/>, 465 with <see cref="MailSecurity.Tls"/>, 25 with <see cref="MailSecurity.None"/>.</value>
    public int? Port { get; set; }

    /// <summary>How the connection is protected: <c>StartTls</c>, <c>Tls</c> or <c>None</c>.</summary>
    /// <value>Default <c>StartTls</c>.</value>
    public string Security { get; set; } = nameof(MailSecurity.StartTls);

    /// <summary>Who signs in; empty for a relay that asks nobody.</summary>
    public string User { get; set; } = "";

    /// <summary>The password of <see cref="User"/>; or <c>PasswordFile</c>, a file that holds it.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string Password { get; set; } = "";

    /// <summary>A file that holds the password.</summary>
    public string PasswordFile { get; set; } = "";

    /// <summary>Signing in by a token in place of a password, as Microsoft 365 and Google want it.</summary>
    public MailOAuthOptions OAuth { get; set; } = new();

    /// <summary>Who mails come from: <c>Service levels &lt;dashboard@example.com&gt;</c>.</summary>
    public string From { get; set; } = "";

    /// <summary>A PEM file of certificate authorities that are trusted for the mail server alone, beside the system's.</summary>
    /// <value>Default none.</value>
    public string AuthorityFile { get; set; } = "";

    /// <summary>Whether there is a mail server.</summary>
    public bool IsConfigured => Server.Length > 0;

    /// <summary>How the connection is protected.</summary>
    internal MailSecurity ActualSecurity => EnumName.Find<MailSecurity>(Security) ?? MailSecurity.StartTls;

    /// <summary>The port in use.</summary>
    internal int ActualPort => Port ?? ActualSecurity switch
    {
        MailSecurity.Tls => 465,
        MailSecurity.None => 25,
        _ => 587,
    };

    /// <summary>What is wrong, a sentence each that names the key and the fix; empty when nothing is, or there is no mail server.</summary>
    public IEnumerable<string> Problems()
    {
        if (!IsConfigured)
        {
            yield break;
        }
        if (!MailAddress.TryCreate(From, out var from) || !Route.IsMailAddress(from.Address))
        {
            yield return $"{Section}:From is '{From}'; give the address that mails come from, for instance dashboard@example.com.";
        }
        if (EnumName.Find<MailSecurity>(Security) is null)
        {
            yield return $"{Section}:Security is '{Security}'; write StartTls, Tls or None.";
        }
        if (Port is < 1 or > 65_535)
        {
            yield return FormattableString.Invariant($"{Section}:Port is {Port}; give 1 to 65535.");
        }
        if (User.Length > 0 && Password.Length == 0 && PasswordFile.Length == 0 && !OAuth.IsConfigured)
        {
            yield return $"{Section}:User is set without a password; set {Section}:PasswordFile, {Section}:Password or {Section}:OAuth:TokenEndpoint.";
        }
        if (User.Length > 0 && EnumName.Find<MailSecurity>(Security) == MailSecurity.None && !IsThisMachine(Server))
        {
            yield return $"{Section}:Security is None, so the password of {Section}:User could be read on the way; set it to StartTls or Tls.";
        }
        foreach (var (key, path) in new[] { (nameof(PasswordFile), PasswordFile), (nameof(AuthorityFile), AuthorityFile) })
        {
            if (path.Length > 0 && !File.Exists(path))
            {
                yield return $"{Section}:{key} names '{path}', which is not there.";
            }
        }
        foreach (var problem in OAuth.IsConfigured ? OAuth.Problems(User) : [])
        {
            yield return problem;
        }
    }

    private static bool IsThisMachine(string server) =>
        server.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(server, out var ip) && IPAddress.IsLoopback(ip));
}

/// <summary>A token by client credentials, for XOAUTH2. Section <c>Mail:OAuth</c>.</summary>
public sealed class MailOAuthOptions
{
    private const string Section = MailOptions.Section + ":OAuth";

    /// <summary>Where the token is asked for; with https.</summary>
    /// <value>Default none: people sign in by a password, or not at all.</value>
    public string TokenEndpoint { get; set; } = "";

    /// <summary>The id of the application.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Its secret; or <c>ClientSecretFile</c>, a file that holds it.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string ClientSecret { get; set; } = "";

    /// <summary>A file that holds the secret.</summary>
    public string ClientSecretFile { get; set; } = "";

    /// <summary>What is asked for.</summary>
    /// <value>Default none; Microsoft 365 wants <c>https://outlook.office365.com/.default</c>.</value>
    public string Scope { get; set; } = "";

    /// <summary>Whether a token is used.</summary>
    public bool IsConfigured => TokenEndpoint.Length > 0;

    /// <summary>What is wrong.</summary>
    internal IEnumerable<string> Problems(string user)
    {
        if (!Uri.TryCreate(TokenEndpoint, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback))
        {
            yield return $"{Section}:TokenEndpoint is '{TokenEndpoint}'; give an address with https.";
        }
        if (user.Length == 0)
        {
            yield return $"{MailOptions.Section}:User is empty; name the mailbox that the token of {Section} is for.";
        }
        if (ClientId.Length == 0)
        {
            yield return $"{Section}:ClientId is empty; give the id of the application.";
        }
        if (ClientSecret.Length == 0 && ClientSecretFile.Length == 0)
        {
            yield return $"{Section}:ClientSecret is empty; set {Section}:ClientSecretFile to a file that holds it.";
        }
    }
}

/// <summary>The secrets of the mail server, read anew each time.</summary>
internal sealed class MailSecrets(IConfiguration configuration)
{
    /// <summary>The password, or null.</summary>
    /// <exception cref="RouteUnusableException">Its file cannot be read.</exception>
    public string? Password => SecretSetting.Read(configuration.GetSection(MailOptions.Section), nameof(MailOptions.Password));

    /// <summary>The secret of the application, or null.</summary>
    /// <exception cref="RouteUnusableException">Its file cannot be read.</exception>
    public string? ClientSecret =>
        SecretSetting.Read(configuration.GetSection(MailOptions.Section + ":OAuth"), nameof(MailOAuthOptions.ClientSecret));
}
