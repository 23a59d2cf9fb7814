using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Cli.Forecasting;

/// <summary><c>sld forecast</c>: what the rest of today may bring and how the day may close.</summary>
internal static class ForecastCommand
{
    private const int DaysLookedAt = 70;

    public static Command Of(Shell shell)
    {
        var input = new ForecastInput();
        var format = CommonOptions.Format("text", "json");
        var command = new Command(
            "forecast", "End-of-day forecast by queue: contacts still expected, service level, chance of meeting target. Uses the archive only.") { format };
        foreach (var option in input.Options)
        {
            command.Options.Add(option);
        }
        command.SetAction((given, cancellationToken) => input.WithArchiveAsync(shell, given, async archive =>
        {
            var lines = await ReadAsync(archive, shell.Clock.GetUtcNow(), cancellationToken);
            if (lines.Count == 0)
            {
                shell.Terminal.Say(
                    "No data found: the archive holds nothing of today, or no comparable day. `sld backfill --last 56d` collects past days.");
                return ExitCode.NoData;
            }

            OutputFile.Write(
                shell.Terminal,
                null,
                given.GetValue(format) == "json" ? stream => WriteJson(stream, lines) : OutputFile.Text(writer => WriteText(writer, lines, archive)));
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static async Task<List<ForecastLine>> ReadAsync(ForecastArchive archive, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var day = archive.Slots.Calendar.DayOf(now);
        if (await archive.TodayAsync(day, cancellationToken) is not { } today)
        {
            return [];
        }
        var (date, cut) = (archive.Slots.DateOf(day.Start), archive.Slots.CutAt(today.Until));
        var lines = new List<ForecastLine>();
        foreach (var (queue, key, days) in await archive.DaysAsync(date, DaysLookedAt, cancellationToken))
        {
            var history = new DayHistory(days);
            if (QueueForecaster.Fit(history, date, history.Count) is not { } forecaster)
            {
                continue;
            }
            var counts = today.Counts.GetValueOrDefault(key) ?? ContactCounts.Zero;
            var target = archive.TargetFor(key);
            var level = ServiceLevelCalculator.Compute(counts, archive.Definition, Measure.ThresholdOf(archive.Definition, target)).Lower;
            var met = Math.Max(0, level.Numerator);
            var close = forecaster.Close(cut, counts.Offered, met, Math.Max(met, level.Denominator));
            lines.Add(new ForecastLine(queue, key, target, today.Until, counts.Offered, level, forecaster.Rest(cut, counts.Offered), close, forecaster.Days)
            {
                Chance = target is null ? null : close?.Reaches((double)target.Ratio),
            });
        }

        return lines;
    }

    private static void WriteText(TextWriter writer, List<ForecastLine> lines, ForecastArchive archive)
    {
        writer.WriteLine(
            $"Data as of {InvariantFormat.Time(lines[0].Until, archive.Slots.Calendar.Zone)} ({archive.Slots.Calendar.Zone.Id}). Ranges are 80 %.");
        TextTable.Write(
            writer,
            [
                ["Queue", "Media", "So far", "Offered", "Expected", "Range", "End of day", "Range", "Target", "Chance", "Days"],
                .. lines.Select(line => new[]
                {
                    Terminal.Printable(line.Queue.Name),
                    line.Key.Media.Name,
                    InvariantFormat.Percent(line.Level, line.Target?.Ratio, 0),
                    InvariantFormat.Count(line.Offered),
                    Count(line.Rest.Mean),
                    $"{line.Rest.Quantile(0.1)} to {line.Rest.Quantile(0.9)}",
                    line.Close?.Quantile(0.5) is { } median ? Closing(line, median) : InvariantFormat.NoValue,
                    line.Close is { } close && close.Quantile(0.1) is { } low
                        ? $"{Closing(line, low)} to {Closing(line, close.Quantile(0.9)!.Value)}" // a low end, so a high one
                        : InvariantFormat.NoValue,
                    InvariantFormat.Target(line.Target?.Ratio),
                    line.Chance is { } chance ? $"about {InvariantFormat.Share(Math.Round(chance, 1), 0)}" : InvariantFormat.NoValue,
                    InvariantFormat.Count(line.Days),
                }),
            ],
            2, 3, 4, 6, 8, 10);
    }

    private static void WriteJson(Stream stream, List<ForecastLine> lines)
    {
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartArray();
            foreach (var line in lines)
            {
                json.WriteStartObject();
                json.WriteString("queueId", line.Key.Queue.Value);
                json.WriteString("queue", line.Queue.Name);
                json.WriteString("mediaType", line.Key.Media.Name);
                json.WriteString("until", line.Until);
                json.WriteNumber("offered", line.Offered);
                json.WriteNumber("met", line.Level.Numerator);
                json.WriteNumber("counted", line.Level.Denominator);
                json.WriteNumber("restExpected", line.Rest.Mean);
                json.WriteNumber("restLow", line.Rest.Quantile(0.1));
                json.WriteNumber("restHigh", line.Rest.Quantile(0.9));
                Write(json, "closing", line.Close?.Quantile(0.5));
                Write(json, "closingLow80", line.Close?.Quantile(0.1));
                Write(json, "closingLow50", line.Close?.Quantile(0.25));
                Write(json, "closingHigh50", line.Close?.Quantile(0.75));
                Write(json, "closingHigh80", line.Close?.Quantile(0.9));
                Write(json, "targetRatio", (double?)line.Target?.Ratio);
                Write(json, "chance", line.Chance);
                json.WriteNumber("comparableDays", line.Days);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        stream.Write("\n"u8);
    }

    private static void Write(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static string Closing(ForecastLine line, double ratio) => InvariantFormat.Percent(ratio, line.Target?.Ratio, 0);

    private static string Count(double count) => count.ToString("0", CultureInfo.InvariantCulture);

    private sealed record ForecastLine(
        Queue Queue, QueueMedia Key, ServiceLevelTarget? Target, DateTimeOffset Until, int Offered, ServiceLevel Level, NegativeBinomial Rest,
        ClosingLevel? Close, int Days)
    {
        public double? Chance { get; init; }
    }
}
