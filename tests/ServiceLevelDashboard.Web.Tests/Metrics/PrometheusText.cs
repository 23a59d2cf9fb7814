using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ServiceLevelDashboard.Web.Tests.Metrics;

/// <summary>A reader of Prometheus' text format, written from its description and knowing nothing of the writer.</summary>
internal static class PrometheusText
{
    /// <summary>One value.</summary>
    internal sealed record Sample(string Name, ImmutableSortedDictionary<string, string> Labels, double Value)
    {
        /// <summary>A label; empty without it.</summary>
        public string this[string label] => Labels.GetValueOrDefault(label, "");
    }

    /// <summary>All values of an answer; the last line has to end too.</summary>
    public static ImmutableArray<Sample> Read(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return [.. text[..^1].Split('\n').Where(static line => !line.StartsWith('#')).Select(ReadLine)];
    }

    private static Sample ReadLine(string line)
    {
        var at = line.IndexOfAny(['{', ' ']);
        var (name, labels) = (line[..at], ImmutableSortedDictionary.CreateBuilder<string, string>());
        while (line[at] != ' ')
        {
            if (line[++at] == ' ')
            {
                break;
            }
            var equals = line.IndexOf('=', at);
            var label = line[at..equals];
            (var value, at) = Quoted(line, equals + 1);
            labels.Add(label, value);
            at += line[at] == '}' ? 1 : 0;
        }

        return new Sample(name, labels.ToImmutable(), double.Parse(line[(at + 1)..], CultureInfo.InvariantCulture));
    }

    private static (string Value, int Next) Quoted(string line, int at)
    {
        Assert.Equal('"', line[at++]);
        var value = new StringBuilder();
        for (; line[at] != '"'; at++)
        {
            value.Append(line[at] != '\\' ? line[at] : line[++at] == 'n' ? '\n' : line[at]);
        }
        return (value.ToString(), at + 1);
    }
}
