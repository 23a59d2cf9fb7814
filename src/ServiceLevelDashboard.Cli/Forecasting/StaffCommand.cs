using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Statistics.Staffing;

namespace ServiceLevelDashboard.Cli.Forecasting;

/// <summary><c>sld staff</c>: the agents that a load needs, from plain numbers or of a closed group.</summary>
internal static class StaffCommand
{
    private const double UsualHandle = 240, UsualPatience = 300;

    public static Command Of(Shell shell)
    {
        var input = new ForecastInput();
        var group = new Option<string?>("--group") { HelpName = "NAME", Description = "A group that is marked as closed in the dashboard: what it needs today, half hour by half hour. Handle time, patience and target are its own unless given." };
        var contacts = Number("--contacts", "N", "Contacts offered in the interval; required without --group.", 0, 1_000_000, null);
        var minutes = Number("--minutes", "N", "Length of the interval in minutes.", 1, 1440, 30);
        var handle = Number("--aht", "SECONDS", "Average handle time; required without --group.", 1, 36_000, null);
        var target = Number("--target", "PERCENT", "Share to answer within the threshold.", 1, 99.99, 80);
        var threshold = Number("--threshold", "SECONDS", "Longest wait that is within.", 0, 36_000, 20);
        var patience = Number("--patience", "SECONDS", "Average patience of callers. Without it nobody abandons (Erlang C).", 1, 360_000, double.PositiveInfinity);
        var occupancy = Number("--max-occupancy", "PERCENT", "Agents may be busy for no more than this share of their time.", 1, 100, 100);
        var shrinkage = Number("--shrinkage", "PERCENT", "Share of paid time that is not on queue.", 0, 95, 0);
        var format = CommonOptions.Format("text", "json");
        var command = new Command("staff", "Agents that a volume, or a closed group today, needs: Erlang A with abandons, Erlang C without. Both assume one group of agents who serve nothing else, and steady arrivals.")
        {
            group, contacts, minutes, handle, target, threshold, patience, occupancy, shrinkage, format,
        };
        foreach (var option in input.SiteOptions)
        {
            command.Options.Add(option);
        }
        command.SetAction((given, cancellationToken) => given.GetValue(group) is { } name
            ? input.WithArchiveAsync(shell, given, archive => GroupAsync(archive, given, name, cancellationToken), cancellationToken)
            : Task.FromResult(Plain(given)));
        return command;

        async Task<int> GroupAsync(ForecastArchive archive, ParseResult given, string name, CancellationToken cancellationToken)
        {
            if (IsGiven(given, contacts) || IsGiven(given, minutes))
            {
                throw new UsageException("--contacts and --minutes are of one load; --group takes its load from the archive.");
            }
            var found = GroupStaff.Find(archive.Groups, name);
            var (load, queues) = await GroupStaff.LoadAsync(archive, found, shell.Clock.GetUtcNow(), cancellationToken);
            if (load.Slots.IsEmpty)
            {
                shell.Terminal.Say(
                    "No data found: nothing came today, and no comparable day is in the archive. `sld backfill --last 56d` collects past days.");
                return ExitCode.NoData;
            }

            var assumptions = new StaffingAssumptions(
                IsGiven(given, handle) ? given.GetValue(handle) : load.HandleSeconds ?? UsualHandle,
                IsGiven(given, patience) ? given.GetValue(patience) : load.PatienceSeconds ?? UsualPatience,
                IsGiven(given, threshold) ? given.GetValue(threshold) : load.Target?.Threshold.TotalSeconds ?? given.GetValue(threshold),
                IsGiven(given, target) ? (decimal)given.GetValue(target) / 100 : load.Target?.Ratio ?? (decimal)given.GetValue(target) / 100)
            {
                HighestOccupancy = given.GetValue(occupancy) / 100,
                Shrinkage = (decimal)given.GetValue(shrinkage) / 100,
            };
            var staff = Searched(() => new GroupStaff(found, load, assumptions, queues));
            OutputFile.Write(shell.Terminal, null, given.GetValue(format) == "json" ? staff.WriteJson : OutputFile.Text(staff.WriteText));
            return ExitCode.Ok;
        }

        int Plain(ParseResult given)
        {
            if (!IsGiven(given, contacts) || !IsGiven(given, handle))
            {
                throw new UsageException("Give --contacts and --aht, or a closed group with --group.");
            }
            var traffic = new Traffic(given.GetValue(contacts) / (given.GetValue(minutes) * 60), given.GetValue(handle));
            var (seconds, ratio, cap) = (given.GetValue(threshold), given.GetValue(target) / 100, given.GetValue(occupancy) / 100);
            var mean = given.GetValue(patience);
            var givesUp = !double.IsPositiveInfinity(mean);
            var needed = Searched(
                () => givesUp ? RequiredAgents.WithPatience(traffic, mean, seconds, ratio, cap) : RequiredAgents.WithoutPatience(traffic, seconds, ratio, cap));

            var rostered = RequiredAgents.Rostered(needed, (decimal)given.GetValue(shrinkage) / 100);
            var rows = Enumerable.Range(Math.Max(1, needed - 2), needed == 0 ? 0 : 5)
                .Select(n => Row.Of(traffic, n, givesUp ? mean : null, seconds))
                .Where(r => r is not null)
                .ToArray();
            OutputFile.Write(shell.Terminal, null, given.GetValue(format) == "json"
                ? stream => WriteJson(stream, traffic, needed, rostered, rows!)
                : OutputFile.Text(writer => WriteText(writer, traffic, (decimal)ratio, needed, rostered, rows!)));
            return ExitCode.Ok;
        }
    }

    private static bool IsGiven(ParseResult given, Option option) => given.GetResult(option) is { Implicit: false };

    private static T Searched<T>(Func<T> search)
    {
        try
        {
            return search();
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new UsageException($"More than {RequiredAgents.Most} agents would be needed. Look at --contacts, --aht and --max-occupancy.");
        }
    }

    private static Option<double> Number(string name, string helpName, string description, double least, double most, double? otherwise)
    {
        var option = new Option<double>(name) { HelpName = helpName, Description = description };
        if (otherwise is { } value)
        {
            option.DefaultValueFactory = _ => value;
        }
        option.CustomParser = argument =>
        {
            var text = argument.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            {
                return number;
            }
            argument.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is '{text}'. Accepted: {least} to {most}."));
            return 0;
        };
        return option;
    }

    private static void WriteText(TextWriter writer, Traffic traffic, decimal target, int needed, int rostered, Row[] rows)
    {
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{traffic.Erlangs:0.##} erlangs need {needed} on queue, {rostered} to schedule."));
        TextTable.Write(
            writer,
            [
                ["Agents", "Within threshold", "ASA", "Abandon rate", "Occupancy"],
                .. rows.Select(r => new[]
                {
                    InvariantFormat.Count(r.Agents),
                    InvariantFormat.Percent(r.Within, target, 1),
                    string.Create(CultureInfo.InvariantCulture, $"{r.SpeedOfAnswer:0.0} s"),
                    InvariantFormat.Share(r.GiveUp, 1),
                    InvariantFormat.Share(r.Occupancy, 1),
                }),
            ],
            0, 1, 2, 3, 4);
    }

    private static void WriteJson(Stream stream, Traffic traffic, int needed, int rostered, Row[] rows)
    {
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteNumber("erlangs", traffic.Erlangs);
            json.WriteNumber("agents", needed);
            json.WriteNumber("rostered", rostered);
            json.WriteStartArray("rows");
            foreach (var row in rows)
            {
                json.WriteStartObject();
                json.WriteNumber("agents", row.Agents);
                json.WriteNumber("within", row.Within);
                json.WriteNumber("speedOfAnswerSeconds", row.SpeedOfAnswer);
                json.WriteNumber("giveUp", row.GiveUp);
                json.WriteNumber("occupancy", row.Occupancy);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.Write("\n"u8);
    }

    private sealed record Row(int Agents, double Within, double SpeedOfAnswer, double GiveUp, double Occupancy)
    {
        /// <summary>Null where too few agents let the queue grow without end.</summary>
        public static Row? Of(Traffic traffic, int agents, double? patience, double seconds)
        {
            if (patience is { } mean)
            {
                var queue = new ErlangA(traffic, agents, mean);
                return new Row(agents, queue.AnsweredWithin(seconds), queue.SpeedOfAnswer, queue.AbandonProbability, queue.Occupancy);
            }

            var patient = new ErlangC(traffic, agents);
            return patient.SpeedOfAnswer is { } asa ? new Row(agents, patient.Level(seconds), asa, 0, patient.Occupancy) : null;
        }
    }
}
