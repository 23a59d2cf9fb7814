using System.CommandLine;
using System.Globalization;
using ServiceLevelDashboard.Analytics.Past;

namespace ServiceLevelDashboard.Cli;

/// <summary><c>sld health</c>: whether a dashboard answers. For the health check of the image, which holds no other HTTP client.</summary>
internal static class HealthCommand
{
    private const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Shorter than the time that a container's health check is given.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static Command Of(Shell shell)
    {
        var url = new Option<string>("--url")
        {
            HelpName = "ADDRESS",
            Description = $"Address of the dashboard, for instance {DefaultUrl}.",
            DefaultValueFactory = _ => DefaultUrl,
        };
        var command = new Command("health", "Ask a running dashboard whether it answers.") { url };
        command.SetAction((given, cancellationToken) => AskAsync(shell, given.GetValue(url) ?? DefaultUrl, cancellationToken));
        return command;
    }

    private static async Task<int> AskAsync(Shell shell, string url, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new UsageException($"--url is '{url}'. Accepted: an address such as {DefaultUrl}.");
        }
        // the dashboard is a neighbour: no proxy lies between
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var client = new HttpClient(handler) { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(new Uri($"{address.GetLeftPart(UriPartial.Path).TrimEnd('/')}/health/live"), cancellationToken);
            if (answer.IsSuccessStatusCode)
            {
                return ExitCode.Ok;
            }
            shell.Terminal.Say(string.Create(CultureInfo.InvariantCulture, $"The dashboard at {address} answers {(int)answer.StatusCode}."));
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            shell.Terminal.Say($"No dashboard answers at {address}: {e.Message}");
        }

        return ExitCode.Unavailable;
    }
}
