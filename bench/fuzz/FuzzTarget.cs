namespace ServiceLevelDashboard.Fuzz;

/// <summary>One parser of foreign bytes.</summary>
/// <param name="Name">Its name, and that of its folder in the corpus.</param>
/// <param name="Run">
/// Reads bytes and checks what came of it. Returns when they were read, or were refused in the way that is documented; any exception is a fault.
/// </param>
/// <param name="Words">Pieces of text that its language is made of.</param>
public sealed record FuzzTarget(string Name, Action<byte[]> Run, params string[] Words)
{
    /// <summary>Where the small files to begin with lie.</summary>
    public string Folder => Path.Combine(AppContext.BaseDirectory, "corpus", Name);

    /// <summary>All targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } = [.. ServiceAnswers.Targets, .. Addresses.Targets, .. Documents.Targets];

    /// <summary>The small files to begin with, in the order of their names.</summary>
    public IReadOnlyList<byte[]> Corpus() => [.. Directory.GetFiles(Folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    internal static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new BrokenInvariantException(what);
        }
    }
}

/// <summary>Something was read that cannot be.</summary>
public sealed class BrokenInvariantException(string what) : Exception(what);
