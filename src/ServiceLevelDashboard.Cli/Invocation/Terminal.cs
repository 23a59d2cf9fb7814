using System.Text;

namespace ServiceLevelDashboard.Cli.Invocation;

/// <summary>Where the shell reads and writes. Results go out, everything said about them goes to the error stream.</summary>
/// <param name="Out">Standard output, as bytes: results are written as UTF-8 without a byte-order mark.</param>
/// <param name="Error">Standard error.</param>
/// <param name="IsErrorTerminal">Whether a person watches standard error: then progress is shown.</param>
internal sealed record Terminal(Stream Out, TextWriter Error, bool IsErrorTerminal)
{
    /// <summary>Opens standard input.</summary>
    public Func<Stream> OpenInput { get; init; } = StandardStreams.OpenInput;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static Terminal OfProcess() => StandardStreams.Error() is { } error
        ? new(StandardStreams.OpenOutput(), error, !Console.IsErrorRedirected)
        : new(StandardStreams.OpenOutput(), TextWriter.Null, IsErrorTerminal: false);

    /// <summary>A writer of text onto a stream that stays open.</summary>
    public static StreamWriter TextOn(Stream stream) => new(stream, Utf8, leaveOpen: true) { NewLine = "\n" };

    /// <summary>Says something that is not a result. Where nobody can be told (a full disk, a pipe that has ended) the exit code tells.</summary>
    public void Say(string line)
    {
        try
        {
            Error.WriteLine(Printable(line));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // said to nobody
        }
    }

    /// <summary>
    /// A text from outside, safe to print: control and formatting characters (which can move the cursor, recolour or reverse what
    /// stands beside them) become U+FFFD.
    /// </summary>
    public static string Printable(string text) => InvariantFormat.Printable(text);
}
