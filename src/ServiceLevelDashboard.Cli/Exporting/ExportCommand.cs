using System.Collections.Immutable;
using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Cli.Archive;
using ServiceLevelDashboard.Cli.Reporting;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Cli.Exporting;

/// <summary>
/// <c>sld export</c>: the flat rows of the API as files, one for each day, from the archive alone. Stopped and started again it goes on: what is final and
/// has not changed is not written again.
/// </summary>
internal static class ExportCommand
{
    private const string Parquet = "parquet", Csv = "csv", DefaultSpan = "30d";

    public static Command Of(Shell shell)
    {
        var from = new Option<string?>("--from") { HelpName = "DATE", Description = "First day, of each queue's own site, for instance 2026-09-01." };
        var to = new Option<string?>("--to") { HelpName = "DATE", Description = "First day that is no longer exported. Default: up to now." };
        var last = CommonOptions.OfValue<TimeSpan>(
            "--last", "SPAN", $"The days of a span up to now instead of --from and --to: {ReportRange.AcceptedSpans}. Default: {DefaultSpan}.",
            ReportRange.AcceptedSpans, ReportRange.TryReadSpan);
        var queue = new Option<string[]>("--queue") { HelpName = "NAME|ID", Description = "Queue by name or id; repeat it for several. Default: all." };
        var media = new Option<string[]>("--media") { HelpName = "TYPE", Description = "Media type; repeat it for several. Default: all." };
        var granularity = new Option<string?>("--granularity")
        {
            HelpName = "PERIOD",
            Description = $"Length of a row: {SeriesRequest.AcceptedGranularities}. Default: {SeriesRequest.WholeDays}. Never finer than it was fetched.",
        };
        var format = CommonOptions.Format(Parquet, Csv);
        var output = new Option<string>("--output")
        {
            HelpName = "FOLDER",
            Description = "Where the files go, each of which appears whole or not at all; made when it is not there. Default: ./export.",
            DefaultValueFactory = static _ => "export",
        };
        var (data, url) = (ArchiveAccess.Data(), CommonOptions.Url());
        var command = new Command(
            "export",
            "Write interval or daily figures to Parquet or CSV, one file a day. Uses the archive only. Can be interrupted and started again: "
            + "days that are final and unchanged are not written again.")
        {
            from, to, last, queue, media, granularity, format, output, data, url,
        };
        command.SetAction(async (given, cancellationToken) =>
        {
            await using var services = ArchiveAccess.Services(shell, given.GetValue(data), given.GetValue(url));
            if (!ArchiveAccess.Exists(services))
            {
                throw new UsageException(
                    "There is no archive to export from. Start the dashboard, or run `sld backfill --last 28d`, or name its folder with --data.");
            }
            var known = await ReportContract.ReadAsync(services, shell, ReportZone.Of(null, shell.Configuration).Zone, [], cancellationToken);
            var (start, end) = (given.GetValue(from), given.GetValue(to));
            var span = start is null && end is null && given.GetValue(last) is null && ReportRange.TryReadSpan(DefaultSpan, out var usual)
                ? usual
                : given.GetValue(last);
            var now = shell.Clock.GetUtcNow();
            var dates = SeriesRequest.WhenOf(start, end, span, granularity: null, known.Contract.Calendars, now, mark: "--").Dates!.Value; // whole days: set
            var request = new SeriesRequest
            {
                Granularity = SeriesRequest.ReadGranularity(given.GetValue(granularity), "--granularity"),
                Queues = QueuesOf(known.Targets.Queues, given.GetValue(queue) ?? []),
                Media = [.. (given.GetValue(media) ?? []).Select(static name => new MediaType(name.Trim().ToLowerInvariant()))],
            };
            var archive = services.GetRequiredService<IDurableIntervalArchive>();
            var reader = new SeriesReader(new HistoryReader(archive, archive, services.GetRequiredService<IDailyArchive>()), known.Targets, now);
            var folder = new ExportFolder(given.GetRequiredValue(output), given.GetRequiredValue(format), shell.Terminal);
            return await folder.WriteAsync(reader, archive, request, dates, cancellationToken) ? ExitCode.Ok : ExitCode.NoData;
        });
        return command;
    }

    /// <summary>The queues that were named, also those that are gone; none for all.</summary>
    private static ImmutableArray<QueueId> QueuesOf(QueueRecord known, string[] named) =>
        named.Length == 0 ? [] : [.. QueueChoice.Find([.. known.Ids.Select(known.Last)], named, "--queue").Select(static q => q.Id)];
}
