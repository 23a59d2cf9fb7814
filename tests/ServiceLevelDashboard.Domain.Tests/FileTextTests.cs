using System.Text;

namespace ServiceLevelDashboard.Domain.Tests;

public sealed class FileTextTests
{
    private const string Text = "title: Zürich\n日本: 😀\n";

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    public void Of_AnEncodingThatIsKnownForSure_IsReadRight(string name, bool hasMark)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(Text)];

        Assert.Equal(Text, FileText.Of("boards.yaml", bytes));
    }

    [Fact]
    public void Of_Windows1252_IsRefusedNamingFileLineAndFix()
    {
        var refused = Assert.Throws<UnreadableTextException>(() => FileText.Of("boards.yaml", Encoding.Latin1.GetBytes("boards:\n  a:\n    title: Zürich\n")));

        Assert.Equal(3, refused.Line);
        Assert.StartsWith("boards.yaml, line 3: this is not UTF-8 text. Save the file as UTF-8", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-16", 1)] // without its mark
    [InlineData("utf-16BE", 1)]
    [InlineData("utf-32", 1)]
    public void WrongLine_TextWithZeros_IsRefused(string encoding, int line)
    {
        Assert.Equal(line, FileText.WrongLine(Encoding.GetEncoding(encoding).GetBytes("boards:\n"), out var text));
        Assert.Empty(text);
    }

    [Fact]
    public void WrongLine_BrokenUtf16_IsTheLineOfTheBreak() =>
        Assert.Equal(2, FileText.WrongLine([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a\nb"), 0x00, 0xD8, 0x41, 0x00], out _));

    [Fact]
    public void Of_Nothing_IsEmpty() => Assert.Empty(FileText.Of("empty", []));
}
