namespace ServiceLevelDashboard.Web.Tests.Hosting;

/// <summary>Folders that tests work in.</summary>
internal static class TemporaryFolder
{
    private const int MostTries = 10_000;

    /// <summary>
    /// Removes a folder with all that is in it. When a host is disposed, its program's own thread may still be closing the archive, which takes files away
    /// while others are being removed: what is left goes at the next try.
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
