using ServiceLevelDashboard.StorageBench;

const string Usage = """
    Usage: dotnet run -c Release --project bench/storage -- measure [DAYS] [QUEUES] [POSTGRESQL]
           dotnet run -c Release --project bench/storage -- kill [TIMES]
           dotnet run -c Release --project bench/storage -- fill SIMULATOR DAYS FOLDER [POSTGRESQL]

      measure   times merges and reads of the archive; 30 days of 2,000 queues by default, on SQLite or the server given
      kill      kills `sld backfill` at random moments and compares the archive with the contact centre; 50 times by default
      fill      makes an archive of past days for a dashboard that reads a simulator (an address)
    """;

switch (args)
{
    case ["measure", ..]:
        await Measure.RunAsync(Number(1, 30), Number(2, 2_000), args.Length > 3 ? args[3] : null);
        return 0;
    case ["kill", ..]:
        return await Killing.RunAsync(Number(1, 50)) ? 0 : 1;
    case ["fill", var simulator, var days, var folder, ..]:
        await Filling.RunAsync(
            new Uri(simulator), int.Parse(days, System.Globalization.CultureInfo.InvariantCulture), folder, args.Length > 4 ? args[4] : null);
        return 0;
    default:
        Console.WriteLine(Usage);
        return 2;
}

int Number(int place, int standard) => args.Length > place ? int.Parse(args[place], System.Globalization.CultureInfo.InvariantCulture) : standard;
