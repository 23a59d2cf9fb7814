namespace ServiceLevelDashboard.Storage.Opening;

/// <summary>
/// Files and folders for the user alone who runs the program (0600 and 0700), from the moment they are there and whatever the umask.
/// On Windows they have the rights of the folder that they lie in.
/// </summary>
public static class OwnFiles
{
    private const UnixFileMode FileRights = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderRights = FileRights | UnixFileMode.UserExecute;

    /// <summary>Makes a folder, and those above it that are not there; one that is there stays as it is.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }
        // one by one: the system's own call gives these rights to the last one only
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } above && !Directory.Exists(above))
        {
            CreateFolder(above);
        }
        Directory.CreateDirectory(path, FolderRights);
    }

    /// <summary>Makes an empty file where there is none, for whoever writes it by its path: a database keeps the rights of a file that is there.</summary>
    public static void Prepare(string path) => Open(path, FileMode.OpenOrCreate, FileShare.ReadWrite | FileShare.Delete).Dispose();

    /// <summary>Opens a file for writing; one that is made is the owner's.</summary>
    /// <param name="path">Which.</param>
    /// <param name="mode">As of <see cref="FileStream"/>.</param>
    /// <param name="share">What others may do meanwhile.</param>
    public static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FileRights;
        }
        return new FileStream(path, options);
    }
}
