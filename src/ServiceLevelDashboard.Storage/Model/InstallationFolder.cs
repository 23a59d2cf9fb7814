namespace ServiceLevelDashboard.Storage.Model;

/// <summary>
/// The folder that <c>.env</c> and <c>data</c> of an installation lie in, by one rule for the dashboard and the shell: the working directory; and the
/// program's own folder where it alone has one of them.
/// </summary>
public static class InstallationFolder
{
    /// <summary>The folder of this installation.</summary>
    /// <param name="workingDirectory">Where the program was started.</param>
    /// <param name="programFolder">Where the program itself lies.</param>
    public static string Find(string workingDirectory, string programFolder) =>
        !IsOne(workingDirectory) && IsOne(programFolder) ? programFolder : workingDirectory;

    private static bool IsOne(string folder) => File.Exists(Path.Combine(folder, ".env")) || Directory.Exists(Path.Combine(folder, "data"));
}
