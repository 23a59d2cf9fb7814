using System.Text.RegularExpressions;

namespace ServiceLevelDashboard.Analytics.Configuration;

/// <summary>A value of the configuration that is not of the kind that is expected, such as a word for a number, in a sentence that names the setting.</summary>
public static partial class UnreadableSetting
{
    /// <summary>The sentence, or null when an exception is about something else.</summary>
    /// <param name="failure">What was thrown while settings were read.</param>
    public static string? In(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        // the platform has no types for these: where they come from tells them
        return failure.Source switch
        {
            "Microsoft.Extensions.Configuration.Binder" when Conversion().Match(failure.Message) is { Success: true } wrong =>
                $"{Variable(wrong.Groups["key"].Value)} is '{wrong.Groups["value"].Value}'; set it to {KindOf(wrong.Groups["type"].Value)}, or take it away.",
            "Microsoft.Extensions.Logging.Configuration" when Level().Match(failure.Message) is { Success: true } level =>
                $"a level below Logging is '{level.Groups["value"].Value}'; set it to Trace, Debug, Information, Warning, Error, Critical or None.",
            "Microsoft.Extensions.Configuration.CommandLine" => $"{failure.Message} Settings are given as --Key=value; see --help.",
            _ => null,
        };
    }

    private static string Variable(string key) => key.Replace(":", "__", StringComparison.Ordinal);

    private static string KindOf(string type) => type switch
    {
        nameof(Boolean) => "true or false",
        nameof(Int32) or nameof(Int64) => "a whole number",
        nameof(Double) or nameof(Decimal) => "a number such as 0.5",
        nameof(TimeSpan) => "a time such as 00:00:25",
        _ => $"a {type}",
    };

    [GeneratedRegex(@"value '(?<value>.*)' at '(?<key>[^']+)' to type '(?:[\w.]*\.)?(?<type>\w+)'", RegexOptions.Singleline)]
    private static partial Regex Conversion();

    [GeneratedRegex("value '(?<value>.*)' is not supported", RegexOptions.Singleline)]
    private static partial Regex Level();
}
