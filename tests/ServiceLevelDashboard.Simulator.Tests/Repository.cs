namespace ServiceLevelDashboard.Simulator.Tests;

/// <summary>Finds files of the repository from wherever the tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Sample { get; } = Path.Combine(Root, "tests", "data", "contacts-sample.csv");

    private static string Find(string folder)
    {
        for (var candidate = new DirectoryInfo(folder); candidate is not null; candidate = candidate.Parent)
        {
            if (File.Exists(Path.Combine(candidate.FullName, "ServiceLevelDashboard.sln")))
            {
                return candidate.FullName;
            }
        }

        throw new InvalidOperationException($"No ServiceLevelDashboard.sln above {folder}.");
    }
}
