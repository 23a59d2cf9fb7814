using System.Globalization;
using ServiceLevelDashboard.Statistics.Causes;
using ServiceLevelDashboard.Statistics.Tests.Causes;

// dotnet run -c Release --project bench/why -- [seeds] [first seed] [days before]
var seeds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100;
var firstSeed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5000;
var days = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 56;
Console.WriteLine($"Seeds {firstSeed} to {firstSeed + seeds - 1}, each with {days} undisturbed days before the day.");
Console.WriteLine();
Console.WriteLine("| planted | right cause first | another first | fell, cause not told | silent |");
Console.WriteLine("|---|---|---|---|---|");
foreach (var cause in new DropCause?[] { null, DropCause.Volume, DropCause.HandleTime, DropCause.Agents, DropCause.Abandons })
{
    var found = Enumerable.Range(firstSeed, seeds).AsParallel().Select(seed => PlantedDay.Find(seed, cause, days)).ToList();
    var named = found.Count(drop => drop.Verdict == DropVerdict.Explained);
    var right = found.Count(drop => drop.Causes is [var first, ..] && first.Cause == cause);
    var untold = found.Count(drop => drop.Verdict == DropVerdict.CannotTell);
    Console.WriteLine($"| {cause?.ToString() ?? "nothing"} | {(cause is null ? "" : right)} | {named - right} | {untold} | {seeds - named - untold} |");
}
