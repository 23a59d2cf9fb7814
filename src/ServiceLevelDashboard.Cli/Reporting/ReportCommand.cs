using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Export;
using ServiceLevelDashboard.Delivery.Reports;
using ServiceLevelDashboard.Cli.Archive;

namespace ServiceLevelDashboard.Cli.Reporting;

/// <summary><c>sld report</c>: the service level of some queues over a range.</summary>
internal static class ReportCommand
{
    private const string NoData = "No data found";

    public static Command Of(Shell shell)
    {
        var options = new ReportOptions();
        var command = new Command("report", "Service level of queues over a range: totals, queues, intervals. The last 24 hours by default.");
        foreach (var option in options.All)
        {
            command.Options.Add(option);
        }
        command.SetAction((given, cancellationToken) => RunAsync(shell, options, given, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Shell shell, ReportOptions options, ParseResult given, CancellationToken cancellationToken)
    {
        var terminal = shell.Terminal;
        var zone = ReportZone.Of(given.GetValue(options.Zone), shell.Configuration);
        var granularity = given.GetValue(options.Granularity) ?? Granularity.QuarterHour;
        var (from, to, last) = (given.GetValue(options.From), given.GetValue(options.To), given.GetValue(options.Last));
        var now = shell.Clock.GetUtcNow();
        // A zone that is named cuts one range for all queues; else dates are each queue's own days, which the archive has to tell.
        var areDays = given.GetValue(options.Zone) is null && ReportRange.AreDates(from, to, last);
        // Elsewhere it may be tomorrow already.
        var range = ReportRange.Of(from, to, last, zone.Calendar, areDays ? now.AddDays(1) : now);
        using var centre = shell.Connect(given.GetValue(options.Url));
        var listed = await centre.GetQueuesAsync(cancellationToken);
        var chosen = Chosen(shell, given.GetValue(options.Queue) ?? [], listed);
        await using var services = ArchiveAccess.Services(shell, given.GetValue(options.Data), given.GetValue(options.Url));
        var isKept = ArchiveAccess.Exists(services);
        var intervals = services.GetRequiredService<IDurableIntervalArchive>();
        var readsKept = isKept && !given.GetValue(options.Fresh);
        var mail = given.GetValue(options.Mail) is { } recipient
            ? await ReportByMail.FindAsync(shell, services, isKept, recipient, cancellationToken) // before minutes of reading
            : default;
        var columns = given.GetValue(options.Columns) is { } names ? ReportColumns.Read(names) : [];
        var known = await ReportContract.ReadAsync(isKept ? services : null, shell, zone.Zone, listed, cancellationToken);
        var days = areDays ? ReportRange.DaysOf(from, to, known.Contract.Calendars, now) : null;
        range = days is not null ? ReportRequest.RangeOf(days, granularity, known.Targets, chosen ?? listed, chosen is null)
            : granularity.SnapOutward(areDays ? ReportRange.Of(from, to, last, zone.Calendar, now) : range);
        var request = new ReportRequest
        {
            Range = range,
            Days = days,
            Granularity = granularity,
            Definition = options.DefinitionOf(given, known.Contract, range),
            Threshold = given.GetValue(options.Threshold),
            Media = options.MediaOf(given),
            Queues = chosen ?? listed,
            IsEveryQueue = chosen is null,
            WithIntervals = given.GetValue(options.Intervals),
            Targets = known.Targets,
            Marked = known.Annotations,
            WithoutMarked = given.GetValue(options.WithoutMarked),
        };
        var progress = terminal.IsErrorTerminal || given.GetValue(options.Progress) ? new ProgressLines(terminal, zone.Zone) : null;
        var source = readsKept ? new ArchivedContactCentre(centre, intervals) : (IContactCentre)centre;
        var sums = readsKept ? services.GetRequiredService<IDailyArchive>() : null;
        var answer = await ReportReader.ReadAsync(source, sums, request, progress, cancellationToken);
        var settlesAfter = intervals.SettlesAfter;
        if (readsKept && answer.Calls == 0)
        {
            terminal.Say("Read from the archive only; all data is final.");
        }
        else if (shell.Clock.GetUtcNow() - settlesAfter is var settledBy && request.Range.End > settledBy)
        {
            terminal.Say($"Notice: figures since {InvariantFormat.Time(settledBy, zone.Zone)} are provisional; they become final {settlesAfter.TotalHours:0} hours after their interval.");
        }

        foreach (var notice in answer.Notices.Concat(ReportNotices.Of(request, answer.Report, zone.Zone)))
        {
            terminal.Say($"Notice: {notice}");
        }
        cancellationToken.ThrowIfCancellationRequested();
        var isEmpty = answer.Report.Queues.IsEmpty;
        var format = given.GetValue(options.Format);
        if (isEmpty && format != "text")
        {
            terminal.Say($"{NoData}.");
        }
        OutputFile.Write(
            terminal, given.GetValue(options.Output), columns.IsEmpty
                ? Writer(format, answer.Report, zone, request.WithIntervals)
                : Writer(format, answer.Report, columns));
        if (!mail.To.IsDefault)
        {
            var content = ReportContent.Of(request, answer, zone.Zone, settlesAfter, shell.Clock.GetUtcNow()) with { IsSimulated = centre.IsSimulated };
            terminal.Say($"Sent to {string.Join(", ", mail.To)}: {await ReportByMail.SendAsync(services, content, mail.To, mail.Language, cancellationToken)}");
        }
        return isEmpty ? ExitCode.NoData : ExitCode.Ok;
    }

    /// <summary>The queues that were named, or null for all.</summary>
    private static ImmutableArray<Queue>? Chosen(Shell shell, string[] named, ImmutableArray<Queue> listed)
    {
        const string variable = "GENESYS_QUEUE_ID";
        if (named.Any(name => string.Equals(name.Trim(), QueueChoice.All, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }
        if (named.Length > 0)
        {
            return QueueChoice.Find(listed, named, "--queue");
        }
        return string.IsNullOrWhiteSpace(shell.Configuration[variable])
            ? null
            : QueueChoice.Find(listed, [shell.Configuration[variable]!], variable); // not null: checked in the line before
    }

    private static Action<Stream> Writer(string? format, Report report, ReportZone zone, bool withIntervals) => format switch
    {
        "json" => stream => WriteJson(stream, json => ReportJson.Write(report, json)),
        "csv" => OutputFile.Text(writer => ReportCsv.Write(writer, report, withIntervals, zone.Zone)),
        _ => OutputFile.Text(writer =>
        {
            if (report.Queues.IsEmpty)
            {
                ReportText.WriteEmpty(writer, report, zone, NoData);
            }
            else
            {
                ReportText.Write(writer, report, zone);
            }
        }),
    };

    private static Action<Stream> Writer(string? format, Report report, ImmutableArray<string> columns) => format switch
    {
        "json" => stream => WriteJson(stream, json => ReportColumns.WriteJson(json, report, columns)),
        "csv" => OutputFile.Text(writer => ReportColumns.WriteCsv(writer, report, columns)),
        _ => OutputFile.Text(writer => ReportColumns.WriteText(writer, report, columns)),
    };

    private static void WriteJson(Stream stream, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            write(json);
        }
        stream.Write("\n"u8);
    }

    /// <summary>One line for each question of a long range; a report that takes one question shows none.</summary>
    private sealed class ProgressLines(Terminal terminal, TimeZoneInfo zone) : IProgress<ReportProgress>
    {
        public void Report(ReportProgress value)
        {
            if (value.All > 1)
            {
                terminal.Say(FormattableString.Invariant($"Reading {value.Done + 1} of {value.All}: {InvariantFormat.Range(value.Range, zone)}"));
            }
        }
    }
}
