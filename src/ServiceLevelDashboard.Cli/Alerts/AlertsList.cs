using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Cli.Archive;

namespace ServiceLevelDashboard.Cli.Alerts;

/// <summary>What fires now, and what did.</summary>
internal static class AlertsList
{
    private const int Most = 10_000;

    public static Command Of(Shell shell)
    {
        var last = CommonOptions.OfValue<TimeSpan>(
            "--last", "SPAN", $"Also what fired within a span up to now: {ReportRange.AcceptedSpans}.", ReportRange.AcceptedSpans, ReportRange.TryReadSpan);
        var format = CommonOptions.Format("text", "json");
        var (data, url) = (ArchiveAccess.Data(), CommonOptions.Url());
        var command = new Command("list", "Alerts that fire now: since when, who took note, what is silenced.") { last, format, data, url };
        command.SetAction(async (given, cancellationToken) =>
        {
            await using var archive = await AlertsArchive.OpenAsync(shell, given.GetValue(data), given.GetValue(url), mayBeNew: false, cancellationToken);
            var now = shell.Clock.GetUtcNow();
            var alerts = given.GetValue(last) is { } span
                ? await archive.Alerts.HistoryAsync(new Interval(now - span, now), Most, cancellationToken)
                : await archive.Alerts.FiringAsync(cancellationToken);
            var zone = ReportZone.Of(null, shell.Configuration).Zone;
            OutputFile.Write(
                shell.Terminal, null,
                given.GetValue(format) == "json" ? stream => WriteJson(stream, alerts) : OutputFile.Text(writer => WriteText(writer, alerts, now, zone)));
            if (alerts.IsEmpty)
            {
                shell.Terminal.Say(given.GetValue(last) is null ? "Nothing fires." : "Nothing fired.");
            }
            return ExitCode.Ok;
        });
        return command;
    }

    private static void WriteText(TextWriter writer, ImmutableArray<AlertView> alerts, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (alerts.IsEmpty)
        {
            return;
        }
        TextTable.Write(
            writer,
            [
                ["Alert", "Severity", "Rule", "Subject", "State", "Since", "Minutes", "Acknowledged by", "Silenced until"],
                .. alerts.Select(a => new[]
                {
                    a.Id,
                    a.Facts.Severity.ToString(),
                    Terminal.Printable(a.Facts.RuleName),
                    Terminal.Printable(a.Facts.Name),
                    a.Facts.State.ToString() + (a.UnknownSince is null ? "" : ", not known"),
                    a.Facts.FiredAt is { } fired ? InvariantFormat.Time(fired, zone) : InvariantFormat.NoValue,
                    InvariantFormat.Count((long?)a.DurationAt(now)?.TotalMinutes),
                    Terminal.Printable(a.Acknowledgement?.By ?? InvariantFormat.NoValue),
                    a.Silence is { } silence ? InvariantFormat.Time(silence.Until, zone) : InvariantFormat.NoValue,
                }),
            ],
            6);
    }

    private static void WriteJson(Stream stream, ImmutableArray<AlertView> alerts)
    {
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartArray();
            foreach (var alert in alerts)
            {
                json.WriteStartObject();
                json.WriteString("id", alert.Id);
                json.WriteString("rule", alert.Facts.Rule);
                json.WriteString("ruleName", alert.Facts.RuleName);
                json.WriteString("condition", alert.Facts.Condition.ToString());
                json.WriteString("severity", alert.Facts.Severity.ToString());
                json.WriteString("state", alert.Facts.State.ToString());
                json.WriteString("queueId", alert.Queue?.Queue.Value);
                json.WriteString("mediaType", alert.Queue?.Media.Name);
                json.WriteString("name", alert.Facts.Name);
                json.WriteString("since", alert.Facts.Since);
                AlertsReplay.WriteTime(json, "firedAt", alert.Facts.FiredAt);
                AlertsReplay.WriteTime(json, "resolvedAt", alert.Facts.ResolvedAt);
                AlertsReplay.WriteTime(json, "unknownSince", alert.UnknownSince);
                json.WriteString("acknowledgedBy", alert.Acknowledgement?.By);
                json.WriteString("note", alert.Acknowledgement?.Note);
                AlertsReplay.WriteTime(json, "silencedUntil", alert.Silence?.Until);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
        stream.Write("\n"u8);
    }
}
