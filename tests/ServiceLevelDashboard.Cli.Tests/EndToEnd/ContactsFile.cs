using System.Globalization;

namespace ServiceLevelDashboard.Cli.Tests.EndToEnd;

/// <summary>A file of contacts, read by the tests themselves so that they can count what the product must find.</summary>
internal static class ContactsFile
{
    /// <summary>The seeded file of the repository: five days of March 2024, six queues, 2,030 contacts.</summary>
    public static string Sample { get; } = Path.Combine(Root(), "tests", "data", "contacts-sample.csv");

    public static IReadOnlyList<Row> Read(string path) =>
    [
        .. File.ReadLines(path).Skip(1).Select(line => line.Split(',')).Select(fields => new Row(
            fields[0],
            DateTime.Parse(fields[1], CultureInfo.InvariantCulture),
            fields[2] == "answered",
            int.Parse(fields[3], CultureInfo.InvariantCulture),
            int.Parse(fields[4], CultureInfo.InvariantCulture))),
    ];

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ServiceLevelDashboard.sln")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName ?? throw new InvalidOperationException("These tests run inside the repository.");
    }

    internal sealed record Row(string Queue, DateTime OfferedAt, bool IsAnswered, int Wait, int Handle);
}
