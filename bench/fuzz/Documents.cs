using System.Text;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Simulator.Centre;
using static ServiceLevelDashboard.Fuzz.FuzzTarget;

namespace ServiceLevelDashboard.Fuzz;

/// <summary>Files and texts that people give.</summary>
internal static class Documents
{
    public static IEnumerable<FuzzTarget> Targets =>
    [
        new(
            "boards", Boards, "boards:\n", "  floor:\n", "    title: ", "    queues:\n", "      - a\n", "    groups:\n", "    order: attention\n",
            "    lines: 3\n", "    shows: [waiting]\n",
            "&a ", "*a", "<<: ", "!!int ", "--- ", "? ", "[", "{", "|\n", ">-\n", "\"\\u0000\"", "# ", "%YAML 1.2\n"),
        new("contacts", Contacts, "queue,offered_at,outcome,wait_seconds,handle_seconds\n", "1999-02-01T07:00:17", "answered", "abandoned", "\"\"", ",,,",
        "\r\n"),
        new("kept-figures", KeptFigures, "\"rows\":", "\"edges\":", "null", "[]", "{}", "\"2026-09-01T08:00:00Z\"", "\"definition\":"),
        new("opening-hours", OpeningHours, "Mon-Fri", "Sat,Sun", "08:00-18:00", "24:00", ",", "-", ":"),
    ];

    /// <summary>What was read is written and read again as the same.</summary>
    private static void Boards(byte[] file)
    {
        var (boards, problems) = BoardYaml.Read(Encoding.UTF8.GetString(file));
        Require(problems.IsEmpty || boards.IsEmpty, "boards with mistakes were taken");
        if (problems.IsEmpty)
        {
            var written = BoardYaml.Write(boards, static _ => null);
            var (again, wrong) = BoardYaml.Read(written);
            Require(wrong.IsEmpty, $"what was written cannot be read: {string.Join("; ", wrong)}");
            Require(BoardYaml.Write(again, static _ => null) == written, "what was written is read as something else");
        }
    }

    private static void Contacts(byte[] file)
    {
        var path = Path.Combine(Path.GetTempPath(), $"fuzz-contacts-{Environment.ProcessId}.csv");
        File.WriteAllBytes(path, file);
        try
        {
            var rows = ReplayFile.Read(path);
            Require(rows.TrueForAll(static r => r is { Queue.Length: > 0, WaitSeconds: >= 0, HandleSeconds: >= 0 }), "a contact cannot be");
        }
        catch (InvalidDataException)
        {
            // documented
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void KeptFigures(byte[] file)
    {
        try
        {
            var figure = FrozenFigure.Read(Encoding.UTF8.GetString(file));
            var written = FrozenFigure.Write(figure);
            Require(FrozenFigure.Write(FrozenFigure.Read(written)) == written, "what was written is read as something else");
        }
        catch (InvalidDataException)
        {
            // documented
        }
    }

    private static void OpeningHours(byte[] file)
    {
        if (Encoding.UTF8.GetString(file).Split('=', 2) is [var days, var times] && OpeningHoursText.TryParse(days, times, out var openings, out _))
        {
            Require(openings.Length <= 7 * Mutator.MaximumLength, "more openings than were written");
        }
    }
}
