using ServiceLevelDashboard.Delivery.Export;

namespace ServiceLevelDashboard.Web.Tests.Export;

/// <summary>A small table with everything that a file may hold.</summary>
internal static class ExportSamples
{
    private static readonly DateTimeOffset Start = new(2026, 9, 1, 8, 15, 0, TimeSpan.Zero);

    /// <summary>The table; its headings are of the language that asks.</summary>
    public static ExportTable Table => new(
        "Billing, Voice, 2026-09-01",
        TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
        [
            new("start", ExportText.Start, ExportKind.Moment), new("name", ExportText.Queue), new("offered", ExportText.Offered, ExportKind.Count),
            new("target", ExportText.Target, ExportKind.Share), new("budget", ExportText.BudgetLeft, ExportKind.Number), new("open", ExportText.Open),
        ],
        [
            [Start, "Billing", 12L, 0.8m, -1024m, true],
            [Start.AddMinutes(15), "=HYPERLINK(\"evil\")", null, null, null, false],
            [null, "+44 20", 3L, 0.825m, -0.5m, false],
        ]);
}
