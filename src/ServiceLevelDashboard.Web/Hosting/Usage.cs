namespace ServiceLevelDashboard.Web.Hosting;

/// <summary>What <c>--help</c> prints.</summary>
internal static class Usage
{
    /// <summary>The text, inline English as all of the shell's.</summary>
    public const string Text = """
        Service Level Dashboard: live service levels of a Genesys Cloud contact centre.

        Usage: dotnet run --project src/ServiceLevelDashboard.Web [-- --Key=value ...]

        Without GENESYS_CLIENT_ID it shows a simulated contact centre.

        Variables (environment, .env in the working directory, user secrets in Development, or --Key=value):
          GENESYS_CLIENT_ID            id of an OAuth client with the grant "client credentials"
          GENESYS_CLIENT_SECRET        its secret, or GENESYS_CLIENT_SECRET_FILE: a file that holds it
          GENESYS_REGION               AWS region (us-east-1) or Genesys domain (mypurecloud.com)
          GENESYS_URL                  another address in place of Genesys Cloud, for instance of `sld simulate`
          Site__TimeZone               IANA zone of the site, required with real data, for instance Europe/London
          ASPNETCORE_URLS or --urls    where to listen, by default http://127.0.0.1:5080
          PathBase                     path below which visitors find the dashboard, for instance /sld
          AllowedHosts                 names under which the dashboard is visited, by default only this machine's
          Https__Certificate           PEM or PFX file for https addresses, and Https__Key, Https__PasswordFile
          Security__KeyFile            file that encrypts the keys of cookies, or Security__KeyCertificate
          Security__Proxies            addresses of proxies in front that are believed about visitors
          Security__Embedders          origins whose pages may show the dashboard in a frame
          Security__SignIn             WithRealFigures (default), Always or Never: docs/sign-in.md
          OTEL_EXPORTER_OTLP_ENDPOINT  where traces, metrics and logs are sent to: docs/telemetry.md
          Security__AnyoneOnTheNetworkMaySeeEverything=true
                                       listen beyond this machine with real data and without sign-in

        Pages: /  /admin  /metrics  /health/live  /health/ready
        """;

    /// <summary>Whether the arguments ask for help.</summary>
    public static bool IsAskedFor(string[] args) => args.Any(a => a is "--help" or "-h" or "-?" or "help");
}
