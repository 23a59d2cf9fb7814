using System.Buffers;
using System.Text;
using CsCheck;
using ServiceLevelDashboard.Web.Metrics;

namespace ServiceLevelDashboard.Web.Tests.Metrics;

public sealed class PrometheusWriterTests
{
    /// <summary>Whatever a queue is called: quotes, backslashes, line ends, braces, commas, and letters of every kind.</summary>
    private static readonly Gen<string> AnyName = Gen.OneOf(Gen.Char["\"\\\n{},=#n ä好"], Gen.Char[' ', '~'])
        .Array[0, 12].Select(static letters => new string(letters));

    [Fact]
    public void Labels_OfAnyName_AreReadAsTheyWere() => Gen.Select(AnyName, AnyName, Gen.Double.Where(double.IsFinite)).Sample((first, second, number) =>
    {
        var text = Write(writer => writer.Value(PrometheusWriter.Labels(("queue", first), ("media_type", second)), number));

        var sample = Assert.Single(PrometheusText.Read(text));
        Assert.Equal(("sld_test", first, second, number), (sample.Name, sample["queue"], sample["media_type"], sample.Value));
    });

    [Fact]
    public void Labels_WithWhatNoNameHas_KeepTheLineWhole()
    {
        var text = Write(static writer => writer.Value(PrometheusWriter.Labels(("queue", "a\r\0\u2028\ud800b")), 1));

        Assert.Equal("sld_test{queue=\"a\uFFFD\uFFFD\u2028\uFFFDb\"} 1\n", text[text.IndexOf("sld_test{", StringComparison.Ordinal)..]);
    }

    [Fact]
    public void Value_NotKnown_HasNoLine() =>
        Assert.Equal("# HELP sld_test What it means.\n# TYPE sld_test gauge\n", Write(static writer => writer.Value([], null)));

    private static string Write(Action<PrometheusWriter> values)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new PrometheusWriter(output);
        writer.Family("sld_test", MetricType.Gauge, "What it means.");
        values(writer);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
