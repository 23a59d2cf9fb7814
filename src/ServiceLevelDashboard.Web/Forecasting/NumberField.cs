using System.Globalization;

namespace ServiceLevelDashboard.Web.Forecasting;

/// <summary>A number that somebody may change; what was typed stays though it is wrong.</summary>
/// <param name="least">The least that is accepted.</param>
/// <param name="most">The most that is accepted.</param>
/// <param name="label">Its name.</param>
/// <param name="range">What is said when it is wrong: names the field and what is accepted.</param>
internal sealed class NumberField(double least, double most, string label, string range)
{
    private string? _typed;

    public double Least => least;

    public double Most => most;

    public string Label => label;

    public double Value { get; set; }

    public string? Problem { get; private set; }

    /// <summary>In the form of the attribute, which knows no culture.</summary>
    public string Text => _typed ?? Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Takes an estimate, unless somebody has typed something.</summary>
    public void Offer(double value)
    {
        if (_typed is null)
        {
            Value = Math.Clamp(value, least, most);
        }
    }

    /// <summary>Takes what was typed.</summary>
    public void Read(string text)
    {
        _typed = text;
        var isRead = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most;
        Problem = isRead ? null : range;
        if (isRead)
        {
            Value = value;
        }
    }
}
