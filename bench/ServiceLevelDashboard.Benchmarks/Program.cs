// The product's own path, measured: dotnet run --configuration Release --project bench/ServiceLevelDashboard.Benchmarks -- --filter '*'
// With the one argument "row-size" it says instead how many bytes of memory one kept row takes.
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ServiceLevelDashboard.Benchmarks;

if (args is ["row-size"])
{
    Console.WriteLine(
        FormattableString.Invariant($"{RowSize.BytesPerRow():f0} bytes a row: {RowSize.Rows:N0} rows of {Day.QueueCount:N0} queues with bands of ten edges"));
    return;
}

// In this process: nothing to build again, and the internals that are measured need no further door.
var config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithGcServer(true))
    .AddDiagnoser(MemoryDiagnoser.Default);
BenchmarkSwitcher.FromAssembly(typeof(RowSize).Assembly).Run(args, config);
