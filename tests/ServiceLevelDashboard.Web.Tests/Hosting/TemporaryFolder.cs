namespace ServiceLevelDashboard.Web.Tests.Hosting;

/// <summary>Folders that tests work in.</summary>
internal static class TemporaryFolder
{
    private const int MostTries = 10_000;

    /// <summary>
    /// Removes a folder with all that is in it. The last connection to an archive may take its own files away at the same moment: what is left goes next.
    /// </summary>
    public static void Remove(this DirectoryInfo folder)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                folder.Delete(recursive: true);
                return;
            }
            catch (DirectoryNotFoundException)
            {
                return;
            }
            catch (IOException) when (tries < MostTries)
            {
                Thread.Yield();
            }
        }
    }
}
