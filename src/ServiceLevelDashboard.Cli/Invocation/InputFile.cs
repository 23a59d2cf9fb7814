using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Cli.Invocation;

/// <summary>A text that a command is given, from a file or from standard input.</summary>
internal static class InputFile
{
    /// <summary>What stands for standard input.</summary>
    public const string FromStandardInput = "-";

    /// <summary>Its text; UTF-8, or UTF-16 with its mark.</summary>
    public static string Text(string file) => FileText.Of(file, Bytes(file));

    private static byte[] Bytes(string file)
    {
        if (file != FromStandardInput)
        {
            return File.ReadAllBytes(file);
        }
        using var input = StandardStreams.OpenInput();
        using var all = new MemoryStream();
        input.CopyTo(all);
        return all.ToArray();
    }
}
