using System.Globalization;

namespace ServiceLevelDashboard.Cli.Invocation;

/// <summary>
/// The standard streams as whoever started the program left them. Where one was closed (<c>sld … 2>&amp;-</c>), the platform's own files take its number:
/// what is written there would go into a pipe of the runtime, or into the archive.
/// </summary>
internal static class StandardStreams
{
    private const long CloseOnExec = 0x80000; // O_CLOEXEC

    /// <summary>Standard input; empty when it was closed.</summary>
    public static Stream OpenInput() => IsInherited(0) ? Console.OpenStandardInput() : Stream.Null;

    /// <summary>Standard output. When it was closed a result has no place to go, which is an error.</summary>
    public static Stream OpenOutput() => IsInherited(1) ? Console.OpenStandardOutput() : new ClosedStream();

    /// <summary>Standard error; null when it was closed: nobody wants to be told.</summary>
    public static TextWriter? Error() => IsInherited(2) ? Console.Error : null;

    /// <summary>What a program is started with has outlived the start of the program; what it opens itself is marked not to.</summary>
    private static bool IsInherited(int descriptor)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }
        try
        {
            // one piece and no lists: every command asks for three streams before it does anything
            const string heading = "flags:";
            var said = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fdinfo/{descriptor}"));
            var flags = said.AsSpan(said.IndexOf(heading, StringComparison.Ordinal) + heading.Length);
            return (Convert.ToInt64(flags[..flags.IndexOf('\n')].Trim().ToString(), 8) & CloseOnExec) == 0;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true; // a system that does not say
        }
    }

    private sealed class ClosedStream : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException(); // CanSeek is false

        public override long Position
        {
            get => throw new NotSupportedException(); // CanSeek is false
            set => throw new NotSupportedException(); // likewise
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException(); // CanRead is false

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException(); // CanSeek is false

        public override void SetLength(long value) => throw new NotSupportedException(); // CanSeek is false

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (count > 0)
            {
                throw new IOException("Standard output is closed: there is no place for the result.");
            }
        }
    }
}
