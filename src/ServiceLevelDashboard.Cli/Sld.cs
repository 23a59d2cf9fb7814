using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Cli;

/// <summary>The command <c>sld</c>.</summary>
internal static class Sld
{
    /// <summary>Runs the command line of this process: what it writes is the same in every country.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static Task<int> RunAsync(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        return RunAsync(
            args,
            Terminal.OfProcess(),
            static () => ShellConfiguration.Read(Environment.CurrentDirectory, AppContext.BaseDirectory),
            TimeProvider.System,
            CancellationToken.None);
    }

    /// <summary>Runs one command line.</summary>
    /// <param name="args">Arguments of the command line.</param>
    /// <param name="terminal">Where to write.</param>
    /// <param name="configuration">Reads the configuration.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Ends the command, as Ctrl-C does.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, Terminal terminal, Func<IConfiguration> configuration, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            var shell = new Shell(terminal, configuration(), clock);
            // No response files: a queue's name may begin with '@'.
            var parsed = Root(shell, args.Count > 0 ? args[0] : null).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Errors.Count > 0)
            {
                throw new UsageException(string.Join('\n', parsed.Errors.Select(e => e.Message)) + $"\nSee: {Path(parsed)} --help");
            }
            await using var output = Terminal.TextOn(terminal.Out);
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = terminal.Error }, cancellationToken);
        }
        catch (UsageException e)
        {
            return Fail(terminal, e.Message, ExitCode.Usage);
        }
        catch (OperationCanceledException)
        {
            return Fail(terminal, "Interrupted.", ExitCode.Interrupted);
        }
        catch (ContactCentreException e)
        {
            return Fail(terminal, WithCorrelation(e), CodeOf(e));
        }
        catch (Exception e) when (e is ArchiveBackupException or ArchiveTooNewException or ArchiveRefusedException)
        {
            return Fail(terminal, e.Message, ExitCode.Usage);
        }
        catch (ArchiveUnavailableException e)
        {
            return Fail(terminal, $"{e.Message} sld report --fresh goes without it.", ExitCode.Unavailable);
        }
        catch (OptionsValidationException e)
        {
            return Fail(terminal, string.Join('\n', e.Failures), ExitCode.Usage);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException)
        {
            return Fail(terminal, e.Message, ExitCode.Usage);
        }
        catch (Exception e) when (UnreadableSetting.In(e) is not null)
        {
            return Fail(terminal, UnreadableSetting.In(e)!, ExitCode.Usage); // not null: the filter
        }
        // The top: whatever else went wrong is a defect, said in one line instead of a stack that may hold addresses and names.
        catch (Exception e)
        {
            return Fail(terminal, $"Unexpected: {e.GetType().Name}: {e.Message}", ExitCode.Defect);
        }
    }

    /// <summary>The exit code of a failure.</summary>
    public static int CodeOf(ContactCentreException failure) => failure switch
    {
        AuthenticationFailedException => ExitCode.Authentication,
        PermissionMissingException => ExitCode.Permission,
        ThrottledException => ExitCode.Throttled,
        _ => ExitCode.Unavailable,
    };

    /// <summary>The command line's tree. Only the command that is named is built: building all of them takes longer than most of them run.</summary>
    private static RootCommand Root(Shell shell, string? first)
    {
        var root = new RootCommand($"Service levels of a contact centre on Genesys Cloud, right and explained.\n\n{Variables}\n\n{ExitCode.Help}");
        var named = Commands.All.Where(command => command.Name == first).ToList();
        foreach (var (_, of) in named.Count > 0 ? named : [.. Commands.All])
        {
            root.Subcommands.Add(of(shell));
        }

        return root;
    }

    private const string Variables =
        """
        Variables, from the environment or a file .env in the working directory:
          GENESYS_CLIENT_ID           id of the OAuth client (client credentials)
          GENESYS_CLIENT_SECRET       its secret, or GENESYS_CLIENT_SECRET_FILE: a file that holds it
          GENESYS_REGION              region, for instance eu-west-1 or mypurecloud.ie (default us-east-1)
          GENESYS_QUEUE_ID            the queue of `sld report` when no --queue is given
          GENESYS_URL                 base address instead of a region's, for the simulator or a gateway
          Site__TimeZone              time zone of the site, for instance Europe/Berlin (default UTC)
          SLD_TOKEN                   token of `sld mcp`, or SLD_TOKEN_FILE: a file that holds it
          Storage__DataFolder         the dashboard's data folder (default ./data), or Storage__PostgreSql: its database
        """;

    private static string Path(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "sld" : $"sld {parsed.CommandResult.Command.Name}";

    private static string WithCorrelation(ContactCentreException failure) =>
        failure.CorrelationId is { } id && !failure.Message.Contains(id, StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"{failure.Message} (correlation id {id})")
            : failure.Message;

    private static int Fail(Terminal terminal, string message, int code)
    {
        foreach (var line in message.Split('\n'))
        {
            terminal.Say($"sld: {line}");
        }
        return code;
    }
}
