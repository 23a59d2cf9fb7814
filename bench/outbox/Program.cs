using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.OutboxBench;

// [KILLS] [SEED], or for the process that is killed: sender FOLDER SECONDS-LATER (work|drain)
if (args is ["sender", var sending, var ahead, var what])
{
    await Sender.RunAsync(sending, TimeSpan.FromSeconds(double.Parse(ahead, CultureInfo.InvariantCulture)), what == "drain");
    return 0;
}

var kills = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 50;
var seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : Random.Shared.Next();
var random = new Random(seed);
var clock = TimeProvider.System;
var folder = Directory.CreateTempSubdirectory("outbox-bench-").FullName;
var received = new ConcurrentDictionary<string, int>();

var builder = WebApplication.CreateSlimBuilder();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.ClearProviders();
await using var receiver = builder.Build();
receiver.Run(async context =>
{
    await context.Request.Body.CopyToAsync(Stream.Null);
    received.AddOrUpdate(context.Request.Headers["webhook-id"].ToString(), 1, static (_, times) => times + 1);
    await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(15)), TimeProvider.System); // as if it were some way off
});
await receiver.StartAsync();

await using (var services = Sender.Services(folder, clock))
{
    await Sender.MakeRoutesAsync(services, receiver.Urls.First());
}
var (start, later) = (clock.GetTimestamp(), 0);
for (var kill = 0; kill < kills; kill++, later += 100)
{
    using var sender = await StartAsync("work");
    await Task.Delay(TimeSpan.FromMilliseconds(random.Next(50, 1_200)), clock);
    sender.Kill();
    await sender.WaitForExitAsync();
}

using (var last = await StartAsync("drain"))
{
    await last.WaitForExitAsync();
}

await using var archive = Sender.Services(folder, clock);
var all = new Interval(clock.GetUtcNow().AddDays(-1), clock.GetUtcNow().AddDays(2));
var alerts = await archive.GetRequiredService<IAlertStore>().ReadAsync(all, int.MaxValue, CancellationToken.None);
var lost = alerts.Count(alert => !received.ContainsKey(alert.Id));
var invented = received.Keys.Except(alerts.Select(static alert => alert.Id)).Count();
var twice = received.Values.Sum(static times => times - 1);
Console.WriteLine(FormattableString.Invariant($"seed {seed}: {kills} kills in {clock.GetElapsedTime(start).TotalSeconds:0} s"));
Console.WriteLine(FormattableString.Invariant(
    $"{alerts.Length} alerts written, {received.Count} ids received: {lost} lost, {invented} without an alert; {twice} came a second time, dropped by id"));
Directory.Delete(folder, recursive: true);
return lost == 0 && invented == 0 ? 0 : 1;

async Task<Process> StartAsync(string work)
{
    var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!) // this program's
    {
        ArgumentList = { typeof(Sender).Assembly.Location, "sender", folder, later.ToString(CultureInfo.InvariantCulture), work },
        RedirectStandardOutput = true,
    })!; // it is there: it runs
    await process.StandardOutput.ReadLineAsync();
    return process;
}
