using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Cli.Reconciling;

/// <summary><c>sld reconcile</c>: our own numerators and denominators beside Genesys', and the switches that they tell.</summary>
internal static class ReconcileCommand
{
    // A week of quarter hours of some hundred queues is an answer of a few megabytes.
    private static readonly TimeSpan Step = TimeSpan.FromDays(7);

    public static Command Of(Shell shell)
    {
        var from = new Option<string?>("--from") { HelpName = "TIME", Description = $"First instant: {ReportRange.AcceptedTimes}. Default: 24 hours ago." };
        var to = new Option<string?>("--to") { HelpName = "TIME", Description = "First instant that no longer counts; written as --from. Default: now." };
        var zone = new Option<string?>("--zone")
        {
            HelpName = "ZONE",
            Description = "Time zone in which times are read and shown, for instance Europe/Berlin. Default: Site__TimeZone, else UTC.",
        };
        var queue = new Option<string[]>("--queue") { HelpName = "NAME|ID", Description = "Queue by name or id; repeat it for several. Default: all." };
        var format = CommonOptions.Format("text", "json");
        var url = CommonOptions.Url();
        var command = new Command(
            "reconcile", "Compare every interval with Genesys Cloud's own service level, list those that differ, and infer the organisation settings.")
        {
            from, to, zone, queue, format, url,
        };
        command.SetAction(async (given, cancellationToken) =>
        {
            var shown = ReportZone.Of(given.GetValue(zone), shell.Configuration);
            var range = Granularity.QuarterHour.SnapOutward(
                ReportRange.Of(given.GetValue(from), given.GetValue(to), null, shown.Calendar, shell.Clock.GetUtcNow()));
            using var centre = shell.Connect(given.GetValue(url));
            var listed = await centre.GetQueuesAsync(cancellationToken);
            var named = given.GetValue(queue) ?? [];
            var queues = named.Length == 0 ? [] : QueueChoice.Find(listed, named, "--queue");
            var rows = await ReadAsync(shell, centre, range, Granularity.QuarterHour, [.. queues.Select(q => q.Id)], cancellationToken);
            var result = ReconcileResult.Of(range, rows, listed);
            OutputFile.Write(shell.Terminal, null, given.GetValue(format) == "json"
                ? stream => WriteJson(stream, result)
                : OutputFile.Text(writer => ReconcileText.Write(writer, result, shown)));
            return CodeOf(shell, result.Reconciliation);
        });
        return command;
    }

    private static int CodeOf(Shell shell, Reconciliation reconciliation)
    {
        if (!reconciliation.Mismatches.IsEmpty)
        {
            return ExitCode.Differs;
        }
        if (reconciliation.Compared + reconciliation.UsedToInfer > 0)
        {
            return ExitCode.Ok;
        }
        shell.Terminal.Say("No data found: Genesys Cloud reported no service level in this range.");
        return ExitCode.NoData;
    }

    private static async Task<ImmutableArray<QueueInterval>> ReadAsync(
        Shell shell, IContactCentre centre, Interval range, Granularity granularity, ImmutableArray<QueueId> queues, CancellationToken cancellationToken)
    {
        var rows = ImmutableArray.CreateBuilder<QueueInterval>();
        for (var start = range.Start; start < range.End; start += Step)
        {
            var part = new Interval(start, start + Step < range.End ? start + Step : range.End);
            var answer = await centre.QueryIntervalsAsync(new IntervalQuery(part, granularity, EdgeSet.None, queues), cancellationToken);
            foreach (var notice in answer.Notices)
            {
                shell.Terminal.Say($"Notice: {notice}");
            }
            // Refused as too fine: the whole range is read again in the coarser one, so that no interval comes twice.
            if (answer.Granularity != granularity)
            {
                return await ReadAsync(shell, centre, answer.Granularity.SnapOutward(range), answer.Granularity, queues, cancellationToken);
            }
            rows.AddRange(answer.Rows);
        }

        return [.. rows.OrderBy(r => r.Interval.Start).ThenBy(
            r => r.Key.Queue.Value, StringComparer.Ordinal).ThenBy(r => r.Key.Media.Name, StringComparer.Ordinal)];
    }

    private static void WriteJson(Stream stream, ReconcileResult result)
    {
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            ReconcileJson.Write(json, result);
        }
        stream.Write("\n"u8);
    }
}
