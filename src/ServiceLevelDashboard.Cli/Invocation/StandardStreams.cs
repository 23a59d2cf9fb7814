using System.Globalization;
using System.Runtime.InteropServices;

namespace ServiceLevelDashboard.Cli.Invocation;

/// <summary>
/// The standard streams as whoever started the program left them. Where one was closed (<c>sld … 2>&amp;-</c>), the platform's own files take its number:
/// what is written there would go into a pipe of the runtime, or into the archive.
/// </summary>
internal static partial class StandardStreams
{
    private const long CloseOnExec = 0x80000; // O_CLOEXEC

    /// <summary>Standard input; empty when it was closed.</summary>
    public static Stream OpenInput() => IsInherited(0) ? Console.OpenStandardInput() : Stream.Null;

    /// <summary>Standard output. When it was closed a result has no place to go, which is an error.</summary>
    public static Stream OpenOutput() => IsInherited(1) ? Console.OpenStandardOutput() : new ClosedStream();

    /// <summary>
    /// Writes to standard output without the platform's console, whose start takes a third of a short command's time. Linux alone has a way for it.
    /// </summary>
    /// <returns>Whether all of it was written.</returns>
    public static bool TryWriteDirectly(ReadOnlySpan<byte> text)
    {
        if (!OperatingSystem.IsLinux() || !IsInherited(1))
        {
            return false;
        }
        while (!text.IsEmpty)
        {
            var written = WriteTo(1, text, text.Length);
            if (written <= 0)
            {
                return false;
            }
            text = text[(int)written..];
        }
        return true;
    }

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
            // "pos: 0, flags: 0100002, …", a line each, the flags as octal digits; read without a stream, whose making takes longer than all else that
            // `sld --version` does
            var heading = "flags:"u8;
            using var file = File.OpenHandle(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fdinfo/{descriptor}"));
            Span<byte> said = stackalloc byte[256];
            said = said[..RandomAccess.Read(file, said, 0)];
            long flags = 0;
            foreach (var digit in said[(said.IndexOf(heading) + heading.Length)..].TrimStart(" \t"u8))
            {
                if (digit is < (byte)'0' or > (byte)'7')
                {
                    break;
                }
                flags = (flags << 3) + (digit - '0');
            }
            return (flags & CloseOnExec) == 0;
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

    // https://man7.org/linux/man-pages/man2/write.2.html. No stream of the platform's does it: over a file they write at a place of their own and leave the
    // file's where it was, so that what the next program writes would cover it.
    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint WriteTo(int descriptor, ReadOnlySpan<byte> text, nint length);

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
