using System.Collections.Immutable;
using System.Text;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Storage.Model;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Storage.People;

/// <summary>
/// A file in the data folder with an id a line; none when there is nothing to note. An id opens nothing: a browser holds it sealed.
/// </summary>
internal sealed class EndedSessionsFile(ArchiveDatabase database) : IEndedSessions
{
    private readonly Lock _one = new();

    private string File => Path.Combine(database.Options.DataFolder, "ended-sessions");

    /// <inheritdoc/>
    public ImmutableArray<string> Read()
    {
        try
        {
            return [.. System.IO.File.ReadLines(File).Where(static id => id.Length > 0)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <inheritdoc/>
    public void Write(ImmutableArray<string> ids)
    {
        lock (_one)
        {
            try
            {
                if (ids.IsEmpty)
                {
                    System.IO.File.Delete(File);
                    return;
                }
                OwnFiles.CreateFolder(database.Options.DataFolder);
                using (var unfinished = OwnFiles.Open(File + ".unfinished", FileMode.Create, FileShare.None))
                {
                    unfinished.Write(Encoding.UTF8.GetBytes(string.Join('\n', ids)));
                }
                System.IO.File.Move(File + ".unfinished", File, overwrite: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // the same disk, perhaps: they are ended in memory
            }
        }
    }
}
