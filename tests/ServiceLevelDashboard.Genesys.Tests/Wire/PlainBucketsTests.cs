using System.Text;
using System.Text.Json;
using CsCheck;

namespace ServiceLevelDashboard.Genesys.Tests.Wire;

/// <summary>
/// The short way for plainly written buckets gives what the long way gives. A bucket that comes byte by byte never lies wholly
/// within a piece, so it always goes the long way: that is the reference.
/// </summary>
public sealed class PlainBucketsTests
{
    private const string PlainBucket =
        """{"interval":"2026-09-01T08:00:00.000Z/2026-09-01T08:30:00.000Z","metrics":[{"metric":"nOffered","stats":{"count":42}},{"metric":"oServiceLevel","stats":{"ratio":0.8,"numerator":32,"denominator":40,"target":0.8}},{"metric":"tAnswered","stats":{"max":48211,"min":1903,"count":38,"sum":472905}},{"metric":"tWait","stats":{"max":48211.0,"min":1903.5,"count":38,"sum":472905.0}}],"views":[{"name":"a20000","stats":{"max":19000,"min":1903,"count":30,"sum":300000}},{"name":"b5000","stats":{"count":1}}]}""";

    private static readonly Gen<string> Space = Gen.Frequency((6, Gen.Const("")), (1, OneOf(" ", "\n", "\t\r ")));

    private static readonly Gen<string> Number = Gen.Frequency(
        (6, Gen.Long[0, 9_999_999].Select(static number => FormattableString.Invariant($"{number}"))),
        (1, OneOf("0", "38.0", "12.50", "2.5", "3e1", "12E+2", "0.4e1", "-0", "2147483647", "null")));

    private static readonly Gen<string> Statistic = Gen.Select(
        Gen.Frequency(
            (6, OneOf("max", "min", "count", "sum", "ratio", "numerator", "denominator", "target")),
            (1, OneOf("c\\u006funt", "p95", "invented", "maximum", ""))),
        Space, Number, Space,
        static (name, before, number, after) => $"\"{name}\":{before}{number}{after}");

    private static readonly Gen<string> Stats = Statistic.Array[0, 4].Select(static members => $"{{{string.Join(',', members)}}}");

    private static readonly Gen<string> Metrics = Parts(
        "metric",
        "nOffered",
        "tAnswered",
        "tAbandon",
        "tShortAbandon",
        "tFlowOut",
        "nOverSla",
        "tWait",
        "tTalkComplete",
        "tHandle",
        "oServiceLevel",
        "nInvented",
        "n\\u004fffered");

    private static readonly Gen<string> Views = Parts("name", "a20000", "b5000", "a99", "\\u00620000");

    private static readonly Gen<string> OddBucket = Gen.Select(
        Gen.Int[0, 5].Select(
            static quarter => $"\"interval\":\"2026-09-01T08:{quarter * 10:00}:00.000Z/2026-09-01T09:00Z\""), Metrics, Views, Space, Gen.Int[0, 20],
        static (interval, metrics, views, space, order) => order switch
        {
            0 => $$"""{{{views}},{{metrics}},{{interval}}{{space}}}""",
            1 => $$"""{"invented":[{"stats":{} }],{{interval}},{{metrics}}}""",
            2 => $$"""{{{interval}},{{metrics}}}""",
            3 => $$"""{{{interval}},{{metrics}},"views":null}""",
            4 => $$"""{{{interval}},{{metrics}},{{metrics}},{{views}}}""",
            _ => $$"""{{{interval}}{{space}},{{metrics}},{{views}}}""",
        });

    private static readonly Gen<string> Answer = Gen.Select(
        Gen.Frequency((1, Gen.Const(PlainBucket)), (3, OddBucket)), Space, static (bucket, space) => bucket + space)
        .Array[1, 8].Select(static buckets => Body(buckets));

    [Fact]
    public Task ReadAsync_BucketsWrittenInAnyWay_GiveTheSameRows() =>
        Answer.SampleAsync(static body => AssertSameBothWays(Encoding.UTF8.GetBytes(body)), iter: 1000);

    [Fact]
    public Task ReadAsync_AnyByteOfAPlainAnswerReplaced_GivesTheSameRowsOrTheSameRefusal()
    {
        var plain = Encoding.UTF8.GetBytes(Body(PlainBucket, PlainBucket, PlainBucket));
        return Gen.Select(Gen.Int[0, plain.Length - 1], Gen.OneOf(Gen.Byte, OneOf("\"\\{}[],:.-+eE0159 \nxn"u8.ToArray()))).SampleAsync(
            change =>
            {
                byte[] changed = [.. plain];
                changed[change.Item1] = change.Item2;
                return AssertSameBothWays(changed);
            },
            iter: 3000);
    }

    [Theory]
    [InlineData("472905", "0472905")]
    [InlineData("472905", "4729051234567890123")]
    [InlineData("472905", "99999999999999999999")]
    [InlineData("472905", "472905.")]
    [InlineData("472905", "-472905")]
    [InlineData("\"count\":38", "\"count\":2147483648")]
    [InlineData("\"target\":0.8", "\"target\":0.8.8")]
    [InlineData("\"ratio\":0.8", "\"ratio\":.8")]
    [InlineData("\"stats\":{", "\"stats\":{,")]
    [InlineData("\"views\":[", "\"views\":[,")]
    [InlineData("\"views\":[", "\"views\":[null,")]
    [InlineData("\"nOffered\"", "\"\"")]
    [InlineData("2026-09-01T08:00", "2026-13-01T08:00")]
    public Task ReadAsync_AlmostPlain_GivesTheSameRowsOrTheSameRefusal(string part, string instead) =>
        AssertSameBothWays(Encoding.UTF8.GetBytes(Body(PlainBucket, PlainBucket, PlainBucket.Replace(part, instead, StringComparison.Ordinal), PlainBucket)));

    private static async Task AssertSameBothWays(byte[] body)
    {
        var expected = await OutcomeAsync(new AggregateReaderTests.PiecewiseStream(body, static () => 1));
        var actual = await OutcomeAsync(new MemoryStream(body));
        Assert.Equal(expected.Rows, actual.Rows);
        Assert.Equal(expected.Notices, actual.Notices);
    }

    /// <summary>The rows and notices; no rows and one notice when the answer is refused.</summary>
    private static async Task<(List<ServiceLevelDashboard.Domain.Levels.QueueInterval> Rows, IEnumerable<string> Notices)> OutcomeAsync(Stream body)
    {
        try
        {
            var (rows, notices) = await AggregateReaderTests.ReadAsync(body);
            return (AggregateReaderTests.Sorted(rows), notices);
        }
        catch (JsonException)
        {
            return ([], ["refused"]);
        }
    }

    private static string Body(params string[] buckets) =>
        $$"""{"results":[{"group":{"queueId":"q","mediaType":"voice"},"data":[{{string.Join(',', buckets.Select(OfDay))}}]}]}""";

    /// <summary>Each bucket has a time of its own.</summary>
    private static string OfDay(string bucket, int index) => bucket.Replace("2026-09-01", $"2026-09-{index + 1:00}", StringComparison.Ordinal);

    /// <summary>The metrics or the views of a bucket; now and then with their members turned round, a qualifier, or nothing at all.</summary>
    private static Gen<string> Parts(string nameMember, params string[] names)
    {
        var part = Gen.Select(OneOf(names), Stats, Space, Gen.Int[0, 9], (name, stats, space, order) => (Name: name, Text: order switch
        {
            0 => $$"""{"stats":{{stats}},"{{nameMember}}":"{{name}}"}""",
            1 => $$"""{"{{nameMember}}":"{{name}}","qualifier":"x","stats":{{stats}}}""",
            2 => $$"""{"{{nameMember}}":"{{name}}"}""",
            _ => $$"""{"{{nameMember}}":"{{name}}",{{space}}"stats":{{stats}}}""",
        }));
        var list = nameMember == "metric" ? "metrics" : "views";
        return part.Array[0, 5].Select(parts => $"\"{list}\":[{string.Join(',', parts.DistinctBy(static part => part.Name).Select(static part => part.Text))}]");
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
