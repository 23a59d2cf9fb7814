namespace ServiceLevelDashboard.Delivery.Export;

/// <summary>The columns that hold a service level: for people its percentage with the digits of the pages, for programs its exact counts and ratio.</summary>
/// <param name="level">The level of an item.</param>
/// <param name="target">Its target ratio, or null.</param>
/// <param name="areExact">Whether all levels are known exactly: then people see one count and not the least and the most.</param>
public sealed class LevelColumns<T>(Func<T, ServiceLevelBounds> level, Func<T, decimal?> target, bool areExact)
{
    /// <summary>For people: the level.</summary>
    public IEnumerable<(ExportColumn Column, Func<T, object?> Value)> Level =>
    [
        (new(null, areExact ? ExportText.ServiceLevel : ExportText.LevelLeast, ExportKind.Share), item => Shown(level(item).Lower, target(item))),
        (new(null, areExact ? null : ExportText.LevelMost, ExportKind.Share), item => Shown(level(item).Upper, target(item))),
    ];

    /// <summary>For both: the counts behind it.</summary>
    public IEnumerable<(ExportColumn Column, Func<T, object?> Value)> Counts =>
    [
        (new("numeratorLeast", areExact ? ExportText.Met : ExportText.MetLeast, ExportKind.Count), item => (long)level(item).Lower.Numerator),
        (new("numeratorMost", areExact ? null : ExportText.MetMost, ExportKind.Count), item => (long)level(item).Upper.Numerator),
        (new("denominatorLeast", areExact ? ExportText.Counted : ExportText.CountedLeast, ExportKind.Count), item => (long)level(item).Upper.Denominator),
        (new("denominatorMost", areExact ? null : ExportText.CountedMost, ExportKind.Count), item => (long)level(item).Lower.Denominator),
    ];

    /// <summary>For programs: the exact ratio, and what it is at least and at most.</summary>
    public IEnumerable<(ExportColumn Column, Func<T, object?> Value)> Ratios =>
    [
        (new("serviceLevel", null, ExportKind.Share), item => level(item).Exact?.Ratio),
        (new("serviceLevelLower", null, ExportKind.Share), item => level(item).Lower.Ratio),
        (new("serviceLevelUpper", null, ExportKind.Share), item => level(item).Upper.Ratio),
    ];

    private static decimal? Shown(ServiceLevel level, decimal? target) => DisplayPercent.Of(level, target, 1) / 100;
}
