using System.Globalization;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Web.Hardening;

/// <summary>
/// How many files and connections the system lets this process hold open (<c>ulimit -n</c>). Connections of visitors are let in only as far as they
/// leave the program what it needs itself: one that can open nothing any more, not even its archive, ends.
/// </summary>
internal sealed partial class OpenFiles(long? limit, ILogger<OpenFiles> logger) : IPostConfigureOptions<HardeningOptions>
{
    /// <summary>
    /// What the program holds itself, with room: about 380 after its start (libraries above all), a pool of up to 100 to a database server, and what is
    /// opened for a moment. How it was measured: <c>bench/results/limits.md</c>.
    /// </summary>
    public const int Own = 600;

    /// <summary>The least that it starts with: its own, and connections for a handful of visitors.</summary>
    public const int Minimum = Own + 100;

    /// <summary>Fewer connections than a house with walls and open pages may want: it is said.</summary>
    private const int Few = 5_000;

    // https://man7.org/linux/man-pages/man5/proc_pid_limits.5.html: name, soft limit, hard limit, unit
    private const string File = "/proc/self/limits", Line = "Max open files";

    private int _isSaid;

    /// <summary>The limit of this process; null where the system does not say or sets none.</summary>
    public static long? Find()
    {
        try
        {
            var line = System.IO.File.ReadLines(File).FirstOrDefault(static l => l.StartsWith(Line, StringComparison.Ordinal));
            var soft = line?[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
            return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Refuses a limit that the program cannot work with.</summary>
    /// <exception cref="StartRefusedException">It is below <see cref="Minimum"/>.</exception>
    public static void Check(long? limit)
    {
        if (limit < Minimum)
        {
            throw new StartRefusedException(FormattableString.Invariant(
                $"the system lets this program hold {limit} files and connections open, and it needs {Minimum} at least, better 65,536. {Raise}"));
        }
    }

    /// <inheritdoc/>
    public void PostConfigure(string? name, HardeningOptions options)
    {
        if (limit is not { } most || most - Own >= options.Connections)
        {
            return;
        }
        options.Connections = (int)Math.Max(10, most - Own);
        // no address takes all that there is
        options.ConnectionsPerClient = Math.Min(options.ConnectionsPerClient, options.Connections / 2);
        if (options.Connections < Few && Interlocked.Exchange(ref _isSaid, 1) == 0)
        {
            Log.Lowered(logger, most, options.Connections, options.ConnectionsPerClient);
        }
    }

    private const string Raise = "Raise it: ulimit -n, LimitNOFILE= in the unit, --ulimit nofile= of a container.";

    private static partial class Log
    {
        [LoggerMessage(
            1, LogLevel.Warning,
            "The system lets this program hold {Limit} files and connections open: visitors may have {Connections}, those of one address {OfOne}. " + Raise)]
        public static partial void Lowered(ILogger logger, long limit, int connections, int ofOne);
    }
}
