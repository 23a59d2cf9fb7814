using System.Globalization;
using CsCheck;

namespace ServiceLevelDashboard.Domain.Tests;

public sealed class PlainNameTests
{
    [Theory]
    [InlineData("Claims", "Claims")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("Fraud\r\n \u202Eenil", "Fraud enil")]
    [InlineData("  two   blanks ", "two blanks")]
    [InlineData("Null\0 escape\u001B[31m", "Null escape [31m")]
    [InlineData("خدمة العملاء", "خدمة العملاء")]
    [InlineData("👩\u200D👩\u200D👧", "👩\u200D👩\u200D👧")]
    [InlineData("\u200B\uFEFF", "the id")]
    [InlineData("admin\u200D", "admin")]
    [InlineData("ad\u200Dmin", "admin")]
    [InlineData("\u0915\u094D\u200D\u0937", "\u0915\u094D\u200D\u0937")] // a half form of Devanagari
    [InlineData("\u3164\u2800", "the id")] // letters and signs that draw nothing
    [InlineData("\uFE0F\u0301", "the id")]
    [InlineData("", "the id")]
    [InlineData("a\u0301\u0301\u0301\u0301\u0301\u0301b", "a\u0301\u0301\u0301\u0301b")]
    public void Of_Name_CannotActOnItsNeighbours(string given, string expected) => Assert.Equal(expected, PlainName.Of(given, "the id"));

    [Fact]
    public void Of_TenThousandCharacters_IsCutWithAnEllipsis() =>
        Assert.Equal(new string('W', PlainName.Longest - 1) + "…", PlainName.Of(new string('W', 10_000), "id"));

    [Fact]
    public void Of_AsLongAsMayBe_StaysWhole()
    {
        var longest = new string('é', PlainName.Longest);
        Assert.Equal(longest, PlainName.Of(longest, "id"));
        Assert.Equal(longest[1..] + "…", PlainName.Of(longest + "é", "id"));
    }

    [Theory]
    [InlineData("Anna", 4, "Anna")]
    [InlineData("Anna", 3, "An…")]
    [InlineData("👩👩👩", 4, "👩…")]
    [InlineData("\u202E\n", 4, "sub")]
    public void Of_Bounded_IsNoLongerAndCutsNoCharacter(string given, int longest, string expected) =>
        Assert.Equal(expected, PlainName.Of(given, "sub", longest));

    [Theory]
    [InlineData("Cafe\u0301s", 5, "Caf…")]
    [InlineData("Cafe\u0301s", 6, "Cafe\u0301s")]
    [InlineData("👩👩👩", 4, "👩…")]
    [InlineData("👩", 1, "…")]
    public void Shorten_TooLong_CutsNoLetter(string given, int longest, string expected) => Assert.Equal(expected, PlainName.Shorten(given, longest));

    [Fact]
    public void Of_LoneSurrogate_IsReplaced() => Assert.Equal("a\uFFFDb", PlainName.Of("a\uD83Db", "id"));

    [Fact]
    public void Of_AnyText_IsOneBoundedLineAndStaysAsItIs() => Gen.String.Sample(text =>
    {
        var name = PlainName.Of(text, "id");

        Assert.NotEmpty(name);
        Assert.DoesNotContain(name, c => char.IsControl(c) || (char.GetUnicodeCategory(c) == UnicodeCategory.Format && c != '\u200D'));
        Assert.True(new StringInfo(name).LengthInTextElements <= PlainName.Longest);
        Assert.Equal(name, PlainName.Of(name, "id"));
        Assert.True(PlainName.Of(text, "id", 20).Length <= 20);
        Assert.NotEqual(NameProblem.NotPlain, new TypedName("name", name, 10_000).Problem); // what was made plain may be typed
    });

    [Fact]
    public void Queue_Made_HasAPlainName()
    {
        var queue = new Queue(
            new QueueId("q-1"),
            "\u202EABC\n",
            new Division("d-1", "\u0000"),
            System.Collections.Immutable.ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty);

        Assert.Equal("ABC", queue.Name);
        Assert.Equal("d-1", queue.Division!.Name);
        Assert.Equal("x y", (queue with { Name = "x y" }).Name);
    }
}
