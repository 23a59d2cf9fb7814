using ServiceLevelDashboard.Browser.Tests;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>Classes that take long begin first: one that began last would hold up the end alone.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] _longest =
    [
        nameof(WallSoakTests), nameof(KeyboardJourneyTests), nameof(FaultJourneyTests), nameof(HostileNamesTests), nameof(ScreenTests), nameof(WallLifeTests),
        nameof(BoardsTests), nameof(WallTests), nameof(OverviewTests), nameof(EveryPageTests), nameof(HistoryTests), nameof(ExportTests),
        nameof(QueuePageTests), nameof(PageChangesTests),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : Xunit.Sdk.ITestCollection =>
        [.. testCollections.OrderBy(static collection => PlaceOf(collection.TestCollectionDisplayName))];

    private static int PlaceOf(string collection) =>
        Array.FindIndex(_longest, name => collection.Contains(name, StringComparison.Ordinal)) is >= 0 and var at ? at : _longest.Length;
}
