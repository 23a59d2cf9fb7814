using System.Text;

namespace ServiceLevelDashboard.Domain;

/// <summary>
/// The text of a file that a person gives: UTF-8, with or without a byte-order mark, or UTF-16 with one. Other encodings cannot be told for sure: their bytes
/// are refused, never guessed at or replaced. Worked: "Zürich" as Windows-1252 is refused, since the byte FC begins no character of UTF-8.
/// </summary>
public static class FileText
{
    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="name">The file, as the message is to name it.</param>
    /// <param name="bytes">All of it.</param>
    /// <exception cref="UnreadableTextException">It is in another encoding; the message names file, line and what to do.</exception>
    public static string Of(string name, ReadOnlySpan<byte> bytes) =>
        WrongLine(bytes, out var text) is { } line ? throw new UnreadableTextException(name, line) : text;

    /// <summary>Makes sure that a file which another reader takes, one that knows UTF-8 and byte-order marks, is read right.</summary>
    /// <param name="name">The file, as the message is to name it.</param>
    /// <param name="bytes">All of it.</param>
    /// <exception cref="UnreadableTextException">It is in another encoding.</exception>
    public static void Check(string name, ReadOnlySpan<byte> bytes) => _ = Of(name, bytes);

    /// <summary>The first line, from 1, that is not text in a known encoding; null when all of it is.</summary>
    /// <param name="bytes">The bytes of a file.</param>
    /// <param name="text">What they say, without the byte-order mark; empty when a line is wrong.</param>
    public static int? WrongLine(ReadOnlySpan<byte> bytes, out string text)
    {
        text = "";
        var (mark, encoding) = EncodingOf(bytes);
        var content = bytes[mark..];
        try
        {
            var read = encoding.GetString(content);
            // UTF-16 without a mark, UTF-32 and binary files: every character of them may be UTF-8, but text holds no zeros
            var zero = read.IndexOf('\0', StringComparison.Ordinal);
            text = zero < 0 ? read : "";
            return zero < 0 ? null : LineAfter(read.AsSpan(..zero));
        }
        catch (DecoderFallbackException e)
        {
            var lenient = Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ReplacementFallback, DecoderFallback.ReplacementFallback);
            return LineAfter(lenient.GetString(content[..Math.Clamp(e.Index, 0, content.Length)]));
        }
    }

    /// <summary>The length of the byte-order mark, and what it stands for; without one UTF-8.</summary>
    private static (int Mark, Encoding Encoding) EncodingOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, ..] => (2, new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true)),
        [0xFE, 0xFF, ..] => (2, new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true)),
        [0xEF, 0xBB, 0xBF, ..] => (3, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)),
        _ => (0, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)),
    };

    private static int LineAfter(ReadOnlySpan<char> before) => before.Count('\n') + 1;
}

/// <summary>A file is in an encoding that is not read.</summary>
/// <param name="name">The file.</param>
/// <param name="line">The first line that is wrong, from 1.</param>
public sealed class UnreadableTextException(string name, int line)
    : IOException(FormattableString.Invariant($"{name}, line {line}: this is not UTF-8 text. Save the file as UTF-8 (not as ANSI, Windows-1252 or plain Unicode)."))
{
    /// <summary>The first line that is wrong, from 1.</summary>
    public int Line { get; } = line;
}
