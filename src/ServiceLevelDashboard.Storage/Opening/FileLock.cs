namespace ServiceLevelDashboard.Storage.Opening;

/// <summary>A lock of the operating system on a file: it is gone with the process that holds it, however that ends.</summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly FileStream _stream;

    private FileLock(FileStream stream) => _stream = stream;

    /// <summary>Takes the lock, waiting for another holder.</summary>
    /// <exception cref="TimeoutException">Another process held it for two minutes.</exception>
    public static async Task<FileLock> TakeAsync(string path, TimeProvider clock, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileLock(OwnFiles.Open(path, FileMode.OpenOrCreate, FileShare.None));
            }
            catch (IOException) when (File.Exists(path) && clock.GetElapsedTime(start) < Patience)
            {
                // Held by another process, which is migrating: wait for it.
                await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException e) when (File.Exists(path))
            {
                throw new TimeoutException($"Another process holds {path}; if none is running, remove the file.", e);
            }
        }
    }

    public void Dispose() => _stream.Dispose();
}
