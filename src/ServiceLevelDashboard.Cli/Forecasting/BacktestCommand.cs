using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Cli.Forecasting;

/// <summary><c>sld backtest</c>: how well the forecasts would have done on the archive's own past, every day from the days before it alone.</summary>
internal static class BacktestCommand
{
    private const int MaximumDays = 550;

    public static Command Of(Shell shell)
    {
        var input = new ForecastInput();
        var format = CommonOptions.Format("text", "json");
        var learn = new Option<int>("--learn")
        {
            HelpName = "DAYS",
            Description = "Days used for training only, before the first forecast.",
            DefaultValueFactory = _ => TrackRecord.LearntFrom,
        };
        var at = new Option<string[]?>("--at") { HelpName = "HH:MM", Description = "Moments of the day to forecast at; may be repeated. 10:00, 12:00, 14:00 and 17:00 when not given." };
        var until = CommonOptions.OfValue<DateOnly>(
            "--until", "DAY", "First day that is not looked at, as 2026-09-01. Today when not given.", "a day such as 2026-09-01, from 1970 to 2099", TryReadDay);
        var command = new Command("backtest", "Forecast accuracy: volume and end-of-day service level compared with the static and the ratio method, and the calibration of the chances.") { format, learn, at, until };
        foreach (var option in input.Options)
        {
            command.Options.Add(option);
        }
        command.SetAction((given, cancellationToken) => input.WithArchiveAsync(shell, given, async archive =>
        {
            var cuts = Cuts(given.GetValue(at), archive);
            var learnt = given.GetValue(learn);
            if (learnt is < 1 or > MaximumDays)
            {
                throw new UsageException($"--learn is {learnt}. Accepted: 1 to {MaximumDays} days.");
            }
            var score = BacktestScore.None;
            foreach (var (_, key, days) in await archive.DaysAsync(
                given.GetValue(until) ?? archive.Slots.DateOf(shell.Clock.GetUtcNow()), MaximumDays, cancellationToken))
            {
                score += BacktestScore.Of([.. Backtest.Run(new DayHistory(days), cuts, archive.TargetFor(key)?.Ratio, learnt)]);
            }
            if (score.Cases == 0)
            {
                shell.Terminal.Say($"No data found: no queue has more than {learnt} whole days in the archive. `sld backfill --last 90d` fetches more; --learn asks for fewer.");
                return ExitCode.NoData;
            }

            OutputFile.Write(
                shell.Terminal,
                null,
                given.GetValue(format) == "json" ? stream => WriteJson(stream, score) : OutputFile.Text(writer => BacktestTable.Write(writer, score)));
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static int[] Cuts(string[]? given, ForecastArchive archive) =>
    [
        .. (given is { Length: > 0 } ? given.Select(Moment) : TrackRecord.Moments).Select(archive.Slots.At),
    ];

    private static bool TryReadDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && SiteCalendar.Takes(day.Year);

    private static TimeOnly Moment(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new UsageException($"--at is '{text}'. Accepted: a time such as 14:00.");

    private static void WriteJson(Stream stream, BacktestScore score)
    {
        JsonSerializer.Serialize(stream, score, BacktestJson.Default.BacktestScore);
        stream.Write("\n"u8);
    }
}
