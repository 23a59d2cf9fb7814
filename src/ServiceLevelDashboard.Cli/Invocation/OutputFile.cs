using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Cli.Invocation;

/// <summary>Writes a result to standard output, or to a file that appears whole or not at all.</summary>
internal static class OutputFile
{
    /// <summary>Writes to a temporary file beside the wanted one and renames it; without a path, to standard output.</summary>
    public static void Write(Terminal terminal, string? path, Action<Stream> write) => Write(
        terminal, path, static temporary => new FileStream(temporary, FileMode.CreateNew, FileAccess.Write), write);

    /// <summary>The same for what only its owner is to read.</summary>
    public static void WriteOwn(Terminal terminal, string path, Action<Stream> write) => Write(
        terminal, path, static temporary => OwnFiles.Open(temporary, FileMode.CreateNew, FileShare.None), write);

    private static void Write(Terminal terminal, string? path, Func<string, FileStream> open, Action<Stream> write)
    {
        if (path is null)
        {
            write(terminal.Out);
            terminal.Out.Flush();
            return;
        }

        var temporary = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            using (var file = open(temporary))
            {
                write(file);
            }
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public static Action<Stream> Text(Action<TextWriter> write) => stream =>
    {
        using var writer = Terminal.TextOn(stream);
        write(writer);
    };
}
