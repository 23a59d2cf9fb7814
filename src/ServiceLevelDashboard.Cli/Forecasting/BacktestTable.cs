using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Cli.Forecasting;

/// <summary>Writes a score for people.</summary>
internal static class BacktestTable
{
    public static void Write(TextWriter writer, BacktestScore score)
    {
        writer.WriteLine($"{score.Cases} forecasts on {score.Days} queue-days, each from the days before it only.");
        TextTable.Write(
            writer,
            [
                ["", "forecast", "static", "ratio"],
                ["Contacts still expected, WAPE", Share(score.Wape), Share(score.StaticWape), Share(score.RatioWape)],
                ["End-of-day service level, mean error in points", Points(score.ClosingError), Points(score.StaticClosingError), Points(score.RatioClosingError)],
            ],
            1, 2, 3);
        writer.WriteLine($"Bias of the volume: {Share(score.Bias)}. Within the 80 % range: {Share(score.VolumeCoverage)} of volumes (width {Share(score.VolumeWidth)}), {Share(score.ClosingCoverage80)} of end-of-day service levels; within the 50 % range: {Share(score.ClosingCoverage50)}.");
        writer.WriteLine("Days by forecast chance of meeting target:");
        foreach (var bin in score.Calibration.Where(b => b.Said > 0))
        {
            writer.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"  {bin.From * 100:0} to {(bin.From + 0.1) * 100:0} %: {bin.Met} of {bin.Said} days met target"));
        }
    }

    private static string Share(double? ratio) => ratio is { } known ? InvariantFormat.Share(known, 1) : InvariantFormat.NoValue;

    private static string Points(double? ratio) => ratio is { } known ? (known * 100).ToString("0.0", CultureInfo.InvariantCulture) : InvariantFormat.NoValue;
}

/// <summary>Writes a score for programs.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(BacktestScore))]
internal sealed partial class BacktestJson : JsonSerializerContext;
