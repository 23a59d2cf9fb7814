using System.CommandLine;
using ServiceLevelDashboard.Analytics.Past;

namespace ServiceLevelDashboard.Cli.Assistants;

/// <summary><c>sld mcp</c>: the dashboard's tools for an assistant that starts a program and speaks to it over standard input and output.</summary>
internal static class McpCommand
{
    private const string DefaultUrl = "http://127.0.0.1:5080", TokenVariable = "SLD_TOKEN", TokenFileVariable = "SLD_TOKEN_FILE";

    public static Command Of(Shell shell)
    {
        var url = new Option<string>("--url")
        {
            HelpName = "ADDRESS",
            Description = $"Address of the dashboard, for instance {DefaultUrl}.",
            DefaultValueFactory = static _ => DefaultUrl,
        };
        var command = new Command(
            "mcp",
            "Connect an assistant to a running dashboard: Model Context Protocol on standard input and output, passed on to the dashboard's /mcp. Read-only. "
            + $"The token comes from {TokenVariable}, or from the file that {TokenFileVariable} names.") { url };
        command.SetAction(async (given, cancellationToken) =>
        {
            var text = given.GetRequiredValue(url);
            if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            {
                throw new UsageException($"--url is '{text}'. Accepted: an address such as {DefaultUrl}.");
            }
            using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(5) };
            using var bridge = new McpBridge(client, new Uri($"{address.GetLeftPart(UriPartial.Path).TrimEnd('/')}/mcp"), TokenOf(shell), shell.Terminal);
            await bridge.RunAsync(cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>The token; null where nobody has to sign in.</summary>
    private static string? TokenOf(Shell shell)
    {
        var token = shell.Configuration[TokenVariable] is { Length: > 0 } given ? given
            : shell.Configuration[TokenFileVariable] is { Length: > 0 } file ? File.ReadAllText(file)
            : "";
        return token.Trim() is { Length: > 0 } known ? known : null;
    }
}
