using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using ServiceLevelDashboard.Access.Screens;

namespace ServiceLevelDashboard.Access.Instances;

/// <summary>What an instance tells the others of itself.</summary>
/// <param name="Leads">Whether it leads.</param>
/// <param name="Pages">How many live pages are open.</param>
/// <param name="SetUp">The hash of the code by which its console lets the first administrator be made; null when it has shown none.</param>
/// <param name="Screens">The screens that are connected to it.</param>
public sealed record InstanceFacts(bool Leads, int Pages, string? SetUp, ImmutableArray<ConnectedScreen> Screens)
{
    /// <summary>Of an instance whose words cannot be read: another version wrote them.</summary>
    public static readonly InstanceFacts None = new(false, 0, null, []);

    /// <summary>As they are kept: JSON, compressed, since thousands of screens say much alike.</summary>
    public byte[] Write()
    {
        using var bytes = new MemoryStream();
        using (var compressed = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            JsonSerializer.Serialize(compressed, this);
        }
        return bytes.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote, also of a version that says more or less.</summary>
    public static InstanceFacts Read(ReadOnlyMemory<byte> written)
    {
        try
        {
            using var bytes = new MemoryStream(written.ToArray());
            using var plain = new GZipStream(bytes, CompressionMode.Decompress);
            return JsonSerializer.Deserialize<InstanceFacts>(plain) is { Screens.IsDefault: false } facts ? facts : None;
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            return None;
        }
    }
}
