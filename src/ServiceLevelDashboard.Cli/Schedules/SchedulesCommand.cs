using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Cli.Archive;
using ServiceLevelDashboard.Cli.Documents;
using ServiceLevelDashboard.Cli.Reporting;
using ServiceLevelDashboard.Delivery.Reports;
using ServiceLevelDashboard.Genesys;

namespace ServiceLevelDashboard.Cli.Schedules;

/// <summary><c>sld schedules</c>: the reports that are sent by themselves.</summary>
internal static class SchedulesCommand
{
    public static Command Of(Shell shell)
    {
        var files = new DocumentFiles<Schedule>(
            shell, ScheduleRules.Kind, new DocumentYaml<Schedule>("schedules", ScheduleRules.Kind, ScheduleRules.Blank), "schedules", "schedule", "schedules");
        var command = new Command("schedules", "Reports by schedule: list, preview, send now; export, validate or import them as YAML.")
        {
            List(shell, files), Preview(shell, files), Run(shell, files),
        };
        foreach (var file in files.Commands)
        {
            command.Subcommands.Add(file);
        }
        return command;
    }

    private static Command List(Shell shell, DocumentFiles<Schedule> files)
    {
        var (format, data, url) = (CommonOptions.Format("text", "json"), ArchiveAccess.Data(), CommonOptions.Url());
        var command = new Command("list", "The schedules with their next time.") { format, data, url };
        command.SetAction(async (given, cancellationToken) =>
        {
            await using var services = ArchiveAccess.Services(shell, given.GetValue(data), given.GetValue(url));
            using var book = await files.ReadAsync(services, cancellationToken);
            var rows = book.All.Values.Select(d => new Listed(d.Key, d.Value, NextOf(d.Value, shell.Clock.GetUtcNow()))).ToList();
            OutputFile.Write(
                shell.Terminal, null, given.GetValue(format) == "json" ? stream => WriteJson(stream, rows) : OutputFile.Text(writer => WriteText(writer, rows)));
            return rows.Count == 0 ? ExitCode.NoData : ExitCode.Ok;
        });
        return command;
    }

    private static Command Preview(Shell shell, DocumentFiles<Schedule> files)
    {
        var name = NameArgument();
        var format = CommonOptions.Format("text", "html");
        var output = new Option<string?>("--output") { HelpName = "FILE", Description = "Write to a file, which appears whole or not at all." };
        var (data, url) = (ArchiveAccess.Data(), CommonOptions.Url());
        var command = new Command("preview", "Write the mail as it would be sent now; nothing is sent.") { name, format, output, data, url };
        command.SetAction(async (given, cancellationToken) =>
        {
            await using var services = ArchiveAccess.Services(shell, given.GetValue(data), given.GetValue(url));
            using var book = await files.ReadAsync(services, cancellationToken);
            var schedule = files.Find(book, given.GetRequiredValue(name), static s => s.Name).Value;
            using var centre = shell.Connect(given.GetValue(url));
            var mail = await MakeAsync(shell, services, centre, schedule, cancellationToken);
            shell.Terminal.Say($"Subject: {mail.Subject}");
            foreach (var file in mail.Attachments)
            {
                shell.Terminal.Say(FormattableString.Invariant($"Attached: {file.Name} ({file.Content.Length} bytes)"));
            }
            OutputFile.Write(
                shell.Terminal, given.GetValue(output), OutputFile.Text(writer => writer.Write(given.GetValue(format) == "html" ? mail.Html : mail.Text)));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Run(Shell shell, DocumentFiles<Schedule> files)
    {
        var name = NameArgument();
        var isNow = new Option<bool>("--now") { Description = "Send it now, whenever it is due. Required, so that nothing is sent by mistake." };
        var (data, url) = (ArchiveAccess.Data(), CommonOptions.Url());
        var command = new Command("run", "Send a report now, beside its schedule. A running dashboard sends it within seconds.") { name, isNow, data, url };
        command.SetAction(async (given, cancellationToken) =>
        {
            if (!given.GetValue(isNow))
            {
                throw new UsageException("sld schedules run sends mail: say so with --now. `sld schedules preview` shows what would be sent.");
            }
            await using var services = ArchiveAccess.Services(shell, given.GetValue(data), given.GetValue(url));
            using var book = await files.ReadAsync(services, cancellationToken);
            var document = files.Find(book, given.GetRequiredValue(name), static s => s.Name);
            var now = shell.Clock.GetUtcNow();
            var messages = ReportMessage.Of(document.Key, document.Value, now, now);
            await services.GetRequiredService<IOutbox>().AddAsync(messages, cancellationToken);
            shell.Terminal.Say(FormattableString.Invariant(
                $"Entered for {(messages.Length == 1 ? "1 recipient" : $"{messages.Length} recipients")}. The running dashboard sends it; its page shows what came of it."));
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<ReportMail> MakeAsync(
        Shell shell, ServiceProvider services, GenesysContactCentre centre, Schedule schedule, CancellationToken cancellationToken)
    {
        var listed = await centre.GetQueuesAsync(cancellationToken);
        var zone = ReportZone.Of(null, shell.Configuration);
        var known = await ReportContract.ReadAsync(services, shell, zone.Zone, listed, cancellationToken);
        var store = services.GetRequiredService<IDocumentStore>();
        using var roleBook = new DocumentCache<Role>(store, Role.Kind, shell.Clock, NullLogger<DocumentCache<Role>>.Instance);
        using var groupBook = new DocumentCache<Group>(store, GroupRules.Kind, shell.Clock, NullLogger<DocumentCache<Group>>.Instance);
        var roles = new RoleRegistry(roleBook, groupBook);
        await roles.RefreshAsync(cancellationToken);
        var maker = ActivatorUtilities.CreateInstance<ReportMaker>(services, centre, services.GetRequiredService<IReportPrinter>());
        try
        {
            return await maker.MakeAsync(
                schedule, new ReportScope(listed, known.Targets, known.Groups, known.Annotations), roles.SeenBy([schedule.Role]), shell.Clock.GetUtcNow(),
                services.GetRequiredService<SiteAddress>().Uri, cancellationToken);
        }
        catch (ReportGoneException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static Argument<string> NameArgument() => new("NAME") { Description = "The schedule: its key or its name." };

    private static DateTimeOffset? NextOf(Schedule schedule, DateTimeOffset now) =>
        schedule.IsEnabled && ScheduleTimes.Next(schedule.Cron, schedule.Zone, now, 1) is [var next] ? next : null;

    private static void WriteText(TextWriter writer, IEnumerable<Listed> rows) => TextTable.Write(
        writer,
        [
            ["Key", "Name", "Cron", "Zone", "Next", "To"],
            .. rows.Select(static row => (string[])
            [
                row.Key, Terminal.Printable(row.Schedule.Name), row.Schedule.Cron, row.Schedule.Zone,
                row.Next is { } next ? InvariantFormat.Time(next, TimeZoneInfo.FindSystemTimeZoneById(row.Schedule.Zone)) : "paused",
                string.Join(", ", row.Schedule.Routes.Concat(row.Schedule.Addresses)),
            ]),
        ]);

    private static void WriteJson(Stream stream, IEnumerable<Listed> rows)
    {
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartArray();
            foreach (var (key, schedule, next) in rows)
            {
                json.WriteStartObject();
                json.WriteString("key", key);
                if (next is { } at)
                {
                    json.WriteString("next", at.UtcDateTime);
                }
                else
                {
                    json.WriteNull("next");
                }
                json.WritePropertyName("schedule");
                JsonSerializer.Serialize(json, schedule, ScheduleRules.Kind.Json);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
        stream.Write("\n"u8);
    }

    /// <summary>A schedule with its next time; null while it is paused.</summary>
    private sealed record Listed(string Key, Schedule Schedule, DateTimeOffset? Next);
}
