using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Faults;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Cli;

/// <summary><c>sld simulate</c>: a contact centre on this machine, invented or replayed from a file, until Ctrl-C.</summary>
internal static class SimulateCommand
{
    private static readonly SimulatorOptions Defaults = new();

    public static Command Of(Shell shell)
    {
        var port = Number("--port", "PORT", "Port on 127.0.0.1; 0 takes a free one.", 0, 65_535, Defaults.Port);
        var seed = Number("--seed", "NUMBER", "Decides every contact: the same seed gives the same contacts.", int.MinValue, int.MaxValue, Defaults.Seed);
        var queues = Number("--queues", "COUNT", "How many queues the organisation has (not used in a replay).", 1, 10_000, Defaults.Queues);
        var replay = new Option<string?>("--replay") { HelpName = "FILE", Description = "Serve the real contacts of a CSV file (queue, offered_at, outcome, wait_seconds, handle_seconds); a queue's name is its name in the file." };
        var zone = new Option<string>("--zone")
        {
            HelpName = "ZONE",
            Description = "Time zone of the organisation and of the file's times.",
            DefaultValueFactory = _ => Defaults.TimeZone,
        };
        var shift = new Option<bool>("--shift-to-today") { Description = "Move the file so that one of its days is today." };
        var recording = new Option<string?>("--recording")
        {
            HelpName = "FOLDER",
            Description = "Answer what a live organisation answered, from a folder that `sld doctor --record` wrote.",
        };
        var hostile =
            new Option<bool>("--hostile-names") { Description = "Give queues and divisions names that attack whoever shows them (not used in a replay)." };
        var faults = FaultOption();
        var command = new Command(
            "simulate", "Serve a simulated contact centre on 127.0.0.1 until Ctrl-C.") { port, seed, queues, replay, recording, zone, shift, hostile, faults };
        command.SetAction((given, cancellationToken) => RunAsync(
            shell,
            new SimulatorOptions
            {
                Port = given.GetValue(port),
                Seed = given.GetValue(seed),
                Queues = given.GetValue(queues),
                ReplayFile = given.GetValue(replay),
                RecordingFolder = given.GetValue(recording),
                TimeZone = given.GetValue(zone) ?? Defaults.TimeZone,
                ShiftToToday = given.GetValue(shift),
                HostileNames = given.GetValue(hostile),
                Faults = given.GetValue(faults),
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Shell shell, SimulatorOptions options, CancellationToken cancellationToken)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _))
        {
            throw new UsageException($"--zone is '{options.TimeZone}', which is no time zone known here. Accepted: an IANA name such as Europe/London.");
        }
        if (options.ReplayFile is { } file && !File.Exists(file))
        {
            throw new UsageException(
                $"--replay is '{file}', which is no file. Accepted: a CSV file with the columns queue, offered_at, outcome, wait_seconds, handle_seconds.");
        }
        if (options is { ReplayFile: not null, RecordingFolder: not null })
        {
            throw new UsageException("--replay and --recording exclude each other: contacts come from a file, answers from a folder.");
        }
        if (options.ShiftToToday && options.ReplayFile is null)
        {
            throw new UsageException("--shift-to-today needs --replay: simulated contacts have no dates of their own to move.");
        }
        await using var server = await StartAsync(options, shell.Clock, cancellationToken);
        OutputFile.Write(shell.Terminal, null, OutputFile.Text(writer => WriteInvitation(writer, server)));
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, shell.Clock, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl-C is the way to end it.
            shell.Terminal.Say("Stopped.");
        }

        return ExitCode.Ok;
    }

    private static async Task<SimulatorServer> StartAsync(SimulatorOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            return await SimulatorServer.StartAsync(options, clock, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw new UsageException($"{(options.RecordingFolder is null ? "--replay" : "--recording")}: {e.Message}");
        }
    }

    private static void WriteInvitation(TextWriter writer, SimulatorServer server)
    {
        writer.WriteLine($"# Simulated contact centre at {server.Address}. In another shell:");
        writer.WriteLine($"export GENESYS_URL={server.Address}");
        writer.WriteLine($"export GENESYS_CLIENT_ID={server.ClientId}");
        writer.WriteLine($"export GENESYS_CLIENT_SECRET={server.ClientSecret}");
        writer.WriteLine($"# Faults can be asked for while it runs: {server.Address}_control, header X-Control-Token: {server.ControlToken}");
        writer.WriteLine("# Ctrl-C ends it.");
    }

    private static Option<ImmutableArray<Fault>> FaultOption()
    {
        var option = new Option<ImmutableArray<Fault>>("--fault")
        {
            HelpName = "FAULT",
            Arity = ArgumentArity.ZeroOrMore,
            AllowMultipleArgumentsPerToken = false,
            Description = $"What goes wrong from the start; repeat it for several: {string.Join(", ", FaultParser.Accepted)}, each with ,path=PART ,count=N ,probability=P ,for=SECONDS.",
            DefaultValueFactory = _ => [],
        };
        option.CustomParser = argument =>
        {
            var read = ImmutableArray.CreateBuilder<Fault>();
            foreach (var token in argument.Tokens)
            {
                if (FaultParser.TryParse(token.Value, out var fault, out var error))
                {
                    read.Add(fault);
                }
                else
                {
                    argument.AddError($"--fault: {error}");
                }
            }

            return read.ToImmutable();
        };
        return option;
    }

    private static Option<int> Number(string name, string helpName, string description, int least, int most, int standard)
    {
        var option = new Option<int>(name) { HelpName = helpName, Description = description, DefaultValueFactory = _ => standard };
        option.CustomParser = argument =>
        {
            var text = argument.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            {
                return number;
            }
            argument.AddError(FormattableString.Invariant($"{name} is '{text}'. Accepted: a whole number, {least} to {most}."));
            return standard;
        };
        return option;
    }
}
