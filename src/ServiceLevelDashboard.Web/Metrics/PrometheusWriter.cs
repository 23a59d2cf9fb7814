using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace ServiceLevelDashboard.Web.Metrics;

/// <summary>What a family of Prometheus' is.</summary>
internal enum MetricType
{
    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>Only goes up, from the start of the program.</summary>
    Counter,
}

/// <summary>
/// Writes Prometheus' text format, version 0.0.4: of each family what it means and its type, then a line for each value. Why it is not the library's:
/// <c>docs/decisions/telemetry.md</c>.
/// </summary>
/// <param name="output">Where it goes.</param>
internal sealed class PrometheusWriter(IBufferWriter<byte> output)
{
    /// <summary>What a scraper is told of the answer.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Most bytes of a number.</summary>
    private const int NumberBytes = 32;

    private byte[] _name = [];

    /// <summary>Begins a family; its values follow.</summary>
    /// <param name="name">The name, of ASCII letters and underscores.</param>
    /// <param name="type">What it is.</param>
    /// <param name="help">What it means, in a line.</param>
    public void Family(string name, MetricType type, string help)
    {
        _name = Encoding.ASCII.GetBytes(name);
        Encoding.UTF8.GetBytes($"# HELP {name} {help}\n# TYPE {name} {(type == MetricType.Counter ? "counter" : "gauge")}\n", output);
    }

    /// <summary>A value of the family that was begun last. One that is not known has no line.</summary>
    /// <param name="labels">What <see cref="Labels"/> made.</param>
    /// <param name="value">The value in base units; null when it is not known.</param>
    public void Value(ReadOnlySpan<byte> labels, double? value)
    {
        if (value is not { } known)
        {
            return;
        }
        var line = output.GetSpan(_name.Length + labels.Length + NumberBytes + 2);
        _name.CopyTo(line);
        labels.CopyTo(line[_name.Length..]);
        var at = _name.Length + labels.Length;
        line[at++] = (byte)' ';
        if (!Utf8Formatter.TryFormat(known, line[at..^1], out var written))
        {
            throw new InvalidOperationException("A number is longer than any is.");
        }
        at += written;
        line[at++] = (byte)'\n';
        output.Advance(at);
    }

    /// <summary>Labels as they stand behind a name; nothing for none.</summary>
    /// <param name="labels">Name and value of each; a value may be any text.</param>
    public static byte[] Labels(params ReadOnlySpan<(string Name, string Value)> labels)
    {
        if (labels.IsEmpty)
        {
            return [];
        }
        var text = new StringBuilder("{");
        foreach (var (name, value) in labels)
        {
            text.Append(text.Length == 1 ? "" : ",").Append(name).Append("=\"");
            Escape(value, text);
            text.Append('"');
        }
        return Encoding.UTF8.GetBytes(text.Append('}').ToString()); // half of a pair becomes U+FFFD
    }

    private static void Escape(string value, StringBuilder text)
    {
        foreach (var c in value)
        {
            _ = c switch
            {
                '\\' => text.Append(@"\\"),
                '"' => text.Append("\\\""),
                '\n' => text.Append(@"\n"),
                _ when char.IsControl(c) => text.Append('\uFFFD'), // no name has one, and a reader may end its line there
                _ => text.Append(c),
            };
        }
    }
}
