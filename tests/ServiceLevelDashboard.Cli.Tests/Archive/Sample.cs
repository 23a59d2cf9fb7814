namespace ServiceLevelDashboard.Cli.Tests.Archive;

/// <summary>The committed sample of contacts: 2,030 over five days from 4 March 2024.</summary>
internal static class Sample
{
    public static string Path { get; } = System.IO.Path.Combine(Root(), "tests", "data", "contacts-sample.csv");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "ServiceLevelDashboard.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }
        return folder.FullName;
    }
}
