using System.Globalization;
using ServiceLevelDashboard.PushBench;

// dotnet run -c Release --project bench/push -- [queues] [seconds]
var queues = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 40;
var seconds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 60;
var time = new BusyTime();
await using var centre = await BenchCentre.StartAsync(queues, time);
await using var told = await BenchDashboard.StartAsync(centre.Server, time, push: true);
await using var asked = await BenchDashboard.StartAsync(centre.Server, time, push: false);
await Task.WhenAll(told.ReadyAsync(), asked.ReadyAsync());
told.Begin();
asked.Begin();

using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
var start = time.GetUtcNow();
while (time.GetUtcNow() - start < TimeSpan.FromSeconds(seconds))
{
    await look.WaitForNextTickAsync();
    var (now, changed) = centre.Look();
    told.Compare(now, changed);
    asked.Compare(now, changed);
}

Console.WriteLine($"| {queues} queues, {seconds} s | changes seen | median | 95 % | longest | calls a minute | snapshots a minute |");
Console.WriteLine("|---|---|---|---|---|---|---|");
told.Print("told", TimeSpan.FromSeconds(seconds));
asked.Print("asked every 15 s", TimeSpan.FromSeconds(seconds));
told.PrintChecks();
