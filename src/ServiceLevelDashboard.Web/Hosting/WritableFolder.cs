using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Web.Hosting;

/// <summary>A folder that the program writes to.</summary>
internal static class WritableFolder
{
    // https://man7.org/linux/man-pages/man3/errno.3.html: ENOSPC, EDQUOT; https://learn.microsoft.com/windows/win32/debug/system-error-codes: ERROR_DISK_FULL
    private static readonly int[] _full = [28, 122, unchecked((int)0x80070070)];

    /// <summary>Makes the folder, for its owner alone, and tries whether it can be written to.</summary>
    /// <param name="folder">Which.</param>
    /// <param name="setting">The setting that names another one.</param>
    /// <returns>False when the disk is full, which passes.</returns>
    /// <exception cref="StartRefusedException">It cannot be written to until somebody changes something.</exception>
    public static bool Prepare(string folder, string setting)
    {
        try
        {
            OwnFiles.CreateFolder(folder);
            var probe = Path.Combine(folder, $".{Path.GetRandomFileName()}");
            OwnFiles.Prepare(probe);
            File.Delete(probe);
            return true;
        }
        catch (IOException e) when (IsDiskFull(e))
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"the folder {folder} cannot be written to: {e.Message} Give the user who runs the program the right to, or name another folder by {setting}.");
        }
    }

    /// <summary>Whether a failure says that there is no room.</summary>
    internal static bool IsDiskFull(IOException failure) => _full.Contains(failure.HResult);
}
