namespace ServiceLevelDashboard.Analytics.Documents;

/// <summary>A stored document cannot be used: somebody changed it by hand, or another version of the program wrote it.</summary>
/// <param name="message">What is wrong with it.</param>
/// <param name="version">Its version, for who writes it anew.</param>
/// <param name="inner">The technical cause, or null.</param>
public sealed class UnusableDocumentException(string message, int version, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The document's version.</summary>
    public int Version { get; } = version;
}
