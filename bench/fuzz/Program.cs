using System.Globalization;
using ServiceLevelDashboard.Fuzz;

// SECONDS [SEED [TARGET…]]: all targets in turn, a second of each, until the time is over; then a table. FOLDER/current holds what is being tried, should the
// process end; the inputs of faults and those that passed new ways lie there too.
Coverage.Install();
var seconds = int.Parse(args.ElementAtOrDefault(0) ?? "60", CultureInfo.InvariantCulture);
var seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : Random.Shared.Next();
Console.WriteLine($"seed {seed}");
var folder = Directory.CreateDirectory(Environment.GetEnvironmentVariable("FUZZ_FOLDER") ?? "fuzz-found").FullName;
var lanes = FuzzTarget.All.Where(t => args.Length < 3 || args.Skip(2).Contains(t.Name)).Select((t, i) => new Lane(t, seed + i, folder)).ToList();
var began = TimeProvider.System.GetTimestamp();
while (TimeProvider.System.GetElapsedTime(began).TotalSeconds < seconds)
{
    foreach (var lane in lanes)
    {
        lane.Work(TimeSpan.FromSeconds(1));
    }
}

Console.WriteLine("| target | inputs | ways passed | kept | longest run | faults |\n|---|---|---|---|---|---|");
foreach (var lane in lanes)
{
    lane.Keep();
    Console.WriteLine(lane);
}
return lanes.Sum(static l => l.Faults) == 0 ? 0 : 1;
