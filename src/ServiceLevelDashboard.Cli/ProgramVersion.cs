using System.Reflection;
using System.Text;

namespace ServiceLevelDashboard.Cli;

/// <summary><c>sld --version</c> alone on the line, which scripts ask for before anything else: answered before the shell is put together.</summary>
internal static class ProgramVersion
{
    /// <summary>Writes the version to standard output.</summary>
    /// <returns>Whether it was asked for and written; otherwise the shell takes the line, and says what is wrong with it.</returns>
    public static bool TryAnswer(string[] args)
    {
        if (args is not ["--version"] || typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>() is not { } version)
        {
            return false;
        }
        return StandardStreams.TryWriteDirectly(Encoding.UTF8.GetBytes(version.InformationalVersion + "\n"));
    }
}
