namespace ServiceLevelDashboard.Delivery.Reports;

/// <summary>What reports need of the machine. Section <c>Reports</c>.</summary>
public sealed class ReportOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Reports";

    /// <summary>What <see cref="Chromium"/> says where no PDF is wanted.</summary>
    public const string NoChromium = "none";

    /// <summary>The Chromium, Chrome or Edge that prints PDFs: a path, or a name on PATH; <c>none</c> for no PDF.</summary>
    /// <value>Default empty: the first one that is found on PATH.</value>
    public string Chromium { get; set; } = "";
}
