// A contender of bench/reader as a whole process: fetches the prepared answer TIMES times, adds it up, prints one line of JSON.
// Usage: contenders ours|models|fetch ADDRESS SIZE TIMES
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ServiceLevelDashboard.ReaderContenders;

if (args is not [var name, var address, var size, var times])
{
    Console.Error.WriteLine("Usage: contenders ours|models|fetch ADDRESS SIZE TIMES");
    return 64;
}

Func<Stream, Sums, Task> read = name switch
{
    "ours" => Ours.ReadAsync,
    "models" => Models.ReadAsync,
    "fetch" => static (body, _) => body.CopyToAsync(Stream.Null, 64 * 1024),
    _ => throw new ArgumentException($"Unknown contender '{name}'; known are ours, models and fetch."),
};

using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(10) };
var sums = new Sums();
for (var i = int.Parse(times, CultureInfo.InvariantCulture); i > 0; i--)
{
    sums = new Sums();
    await using var body = await client.GetStreamAsync(new Uri($"{address}/{size}/"));
    await read(body, sums);
}

using var process = Process.GetCurrentProcess();
Console.WriteLine(JsonSerializer.Serialize(new
{
    sums,
    cpuMs = process.TotalProcessorTime.TotalMilliseconds,
    peakMb = process.PeakWorkingSet64 / 1048576.0,
    allocatedBytes = GC.GetTotalAllocatedBytes(precise: true),
}));
return 0;
