using System.Globalization;
using ServiceLevelDashboard.Statistics;
using ServiceLevelDashboard.Statistics.Tests;

// dotnet run -c Release --project bench/forecast -- [days] [first seed]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var days = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 330;
var seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 9000;
string[] queues = ["Savings", "Current Accounts", "Credit Cards", "Online Banking Help", "Bereavement"];
int[] cuts = [40, 48, 56, 68]; // 10:00, 12:00, 14:00, 17:00
var byQueue = queues.Select((queue, i) => (queue, cases: Backtest.Run(SimulatedYear.Of(seed + i, queue, days), cuts, SimulatedYear.Target, 28).ToList()))
    .ToList();
Console.WriteLine(
    $"{days} days of each queue, seeds {seed} to {seed + queues.Length - 1}; a lasting shift of a quarter from day 200 on and a holiday every 45 days.");
Console.WriteLine();
Console.WriteLine(
    "| queue | forecasts | WAPE ours / static / ratio | bias | volumes in 80 % | closing error ours / static / ratio (points) | closing in 50 % / 80 % |");
Console.WriteLine("|---|---|---|---|---|---|---|");
var scores = byQueue.Select(q => (q.queue, score: BacktestScore.Of(q.cases))).ToList();
var pooled = scores.Aggregate(BacktestScore.None, (sum, q) => sum + q.score);
foreach (var (queue, s) in scores.Append(("**pooled**", pooled)))
{
    Console.WriteLine($"| {queue} | {s.Cases} | {s.Wape:P1} / {s.StaticWape:P1} / {s.RatioWape:P1} | {s.Bias:P1} | {s.VolumeCoverage:P1} | {100 * s.ClosingError:0.00} / {100 * s.StaticClosingError:0.00} / {100 * s.RatioClosingError:0.00} | {s.ClosingCoverage50:P1} / {s.ClosingCoverage80:P1} |");
}

Console.WriteLine();
Console.WriteLine("| said | days | met | expected |");
Console.WriteLine("|---|---|---|---|");
foreach (var bin in pooled.Calibration)
{
    Console.WriteLine($"| {bin.From * 100:0} to {(bin.From * 100) + 10:0} % | {bin.Said} | {bin.Met} | {bin.SumOfProbabilities:0} |");
}
