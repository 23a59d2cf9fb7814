using System.Globalization;

namespace ServiceLevelDashboard.Web.Tests.Proxies;

/// <summary>Which processes of this machine take connections, as Linux tells it.</summary>
internal static class ListeningSockets
{
    private const string Listening = "0A";

    /// <summary>A process's children; none when it has ended.</summary>
    public static IReadOnlyList<int> Children(int process)
    {
        var file = Invariant($"/proc/{process}/task/{process}/children");
        return File.Exists(file)
            ? [.. File.ReadAllText(file).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static id => int.Parse(id, CultureInfo.InvariantCulture))]
            : [];
    }

    /// <summary>Whether a process takes connections on a port of 127.0.0.1.</summary>
    public static bool IsOpen(int process, int port)
    {
        var address = Invariant($"0100007F:{port:X4}");
        var sockets = File.ReadLines("/proc/net/tcp").Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[1] == address && fields[3] == Listening).Select(static fields => $"socket:[{fields[9]}]").ToHashSet();
        try
        {
            return Directory.EnumerateFileSystemEntries(Invariant($"/proc/{process}/fd")).Any(open => sockets.Contains(new FileInfo(open).LinkTarget ?? ""));
        }
        catch (IOException)
        {
            return false; // it has ended
        }
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
