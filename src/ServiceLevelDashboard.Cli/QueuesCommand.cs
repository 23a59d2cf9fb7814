using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Delivery.Export;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Cli;

/// <summary><c>sld queues</c>: the queues that the credentials may see, with their targets.</summary>
internal static class QueuesCommand
{
    public static Command Of(Shell shell)
    {
        var format = CommonOptions.Format("text", "json", "csv");
        var url = CommonOptions.Url();
        var command = new Command("queues", "Queues the credentials have access to: id, name, division, targets.") { format, url };
        command.SetAction(async (given, cancellationToken) =>
        {
            using var centre = shell.Connect(given.GetValue(url));
            var queues = await centre.GetQueuesAsync(cancellationToken);
            queues = [.. queues.OrderBy(q => q.Name, StringComparer.OrdinalIgnoreCase).ThenBy(q => q.Id.Value, StringComparer.Ordinal)];
            OutputFile.Write(shell.Terminal, null, given.GetValue(format) switch
            {
                "json" => stream => WriteJson(stream, queues),
                "csv" => OutputFile.Text(writer => WriteCsv(writer, queues)),
                _ => OutputFile.Text(writer => WriteText(writer, queues)),
            });
            foreach (var notice in centre.QueueListNotices)
            {
                shell.Terminal.Say($"Notice: {notice}");
            }

            if (!queues.IsEmpty)
            {
                return ExitCode.Ok;
            }
            shell.Terminal.Say(
                "No data found: no queue is visible. A role of the OAuth client that is not granted for a division hides that division's queues.");
            return ExitCode.NoData;
        });
        return command;
    }

    private static void WriteText(TextWriter writer, ImmutableArray<Queue> queues)
    {
        List<string[]> rows =
        [
            ["Id", "Name", "Division", "Targets"],
            .. queues.Select(q => new[]
            {
                Terminal.Printable(q.Id.Value),
                Terminal.Printable(q.Name),
                Terminal.Printable(q.Division?.Name ?? InvariantFormat.NoValue),
                Terminal.Printable(q.Targets.IsEmpty ? "none" : string.Join(
                    ", ",
                    Targets(q).Select(t => $"{t.Media} {InvariantFormat.Target(t.Target.Ratio)} in {InvariantFormat.Seconds(t.Target.Threshold)}{Kind(q, t.Media)}"))),
            }),
        ];
        TextTable.Write(writer, rows);
    }

    private static void WriteCsv(TextWriter writer, ImmutableArray<Queue> queues)
    {
        using var csv = ReportCsv.Open(writer);
        csv.WriteRecord(["id", "name", "division", "mediaType", "targetRatio", "thresholdSeconds"]);
        foreach (var queue in queues)
        {
            string?[] about = [queue.Id.Value, queue.Name, queue.Division?.Name];
            if (queue.Targets.IsEmpty)
            {
                csv.WriteRecord([.. about, null, null, null]);
            }
            foreach (var (media, target) in Targets(queue))
            {
                csv.WriteRecord([.. about, media.Name, Number(target.Ratio), Number((decimal)target.Threshold.TotalSeconds)]);
            }
        }
    }

    private static void WriteJson(Stream stream, ImmutableArray<Queue> queues)
    {
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            QueuesJson.Write(queues, json);
        }
        stream.Write("\n"u8);
    }

    private static IEnumerable<(MediaType Media, ServiceLevelTarget Target)> Targets(Queue queue) =>
        queue.Targets.OrderBy(t => t.Key.Name, StringComparer.Ordinal).Select(t => (t.Key, t.Value));

    /// <summary>That callbacks which call the customer first have no level, whatever their target.</summary>
    private static string Kind(Queue queue, MediaType media) =>
        media == MediaType.Callback && queue.CallbackMode == CallbackMode.CustomerFirst ? " (customer-first: not measured)" : "";

    private static string Number(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
