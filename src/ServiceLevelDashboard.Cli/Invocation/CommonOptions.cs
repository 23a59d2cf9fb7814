using System.CommandLine;
using System.CommandLine.Parsing;

namespace ServiceLevelDashboard.Cli.Invocation;

/// <summary>Options that several commands share, and how options refuse a value.</summary>
internal static class CommonOptions
{
    /// <summary>Reads one value.</summary>
    public delegate bool TryRead<T>(string text, out T value);

    public static Option<string?> Url() => new("--url")
    {
        HelpName = "ADDRESS",
        Description = "Base address instead of a region's: a simulator or a gateway. Wins over GENESYS_URL.",
    };

    public static Option<string> Format(params string[] formats)
    {
        var option = new Option<string>("--format")
        {
            HelpName = string.Join('|', formats),
            Description = "How to write the result.",
            DefaultValueFactory = _ => formats[0],
        };
        option.CustomParser = argument => Choice(argument, "--format", formats);
        return option;
    }

    /// <summary>An option whose value must be readable; the message names the option, the value and what is accepted.</summary>
    public static Option<T?> Of<T>(string name, string helpName, string description, string accepted, TryRead<T> read)
    {
        var option = new Option<T?>(name) { HelpName = helpName, Description = description };
        option.CustomParser = argument =>
        {
            var text = argument.Tokens[0].Value;
            if (read(text, out var value))
            {
                return value;
            }
            argument.AddError($"{name} is '{text}'. Accepted: {accepted}.");
            return default;
        };
        return option;
    }

    /// <summary>An option of a value type, null when not given.</summary>
    public static Option<T?> OfValue<T>(string name, string helpName, string description, string accepted, TryRead<T> read)
        where T : struct =>
        Of<T?>(name, helpName, description, accepted, (string text, out T? value) =>
        {
            var isRead = read(text, out var found);
            value = found;
            return isRead;
        });

    /// <summary>One of some words, in upper or lower case.</summary>
    private static string Choice(ArgumentResult argument, string name, string[] words)
    {
        var text = argument.Tokens[0].Value;
        var found = words.FirstOrDefault(word => string.Equals(word, text, StringComparison.OrdinalIgnoreCase));
        if (found is not null)
        {
            return found;
        }
        argument.AddError($"{name} is '{text}'. Accepted: {string.Join(", ", words)}.");
        return words[0];
    }
}
