using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceLevelDashboard.Analytics.Documents;

namespace ServiceLevelDashboard.Boards;

/// <summary>Boards as documents of the archive.</summary>
public static class BoardDocuments
{
    /// <summary>Their kind: a board is kept when it can be shown.</summary>
    public static readonly DocumentKind<BoardOptions> Kind = new("board", BoardJson.Default.BoardOptions, static (name, written) =>
    {
        written.Read(name, out var problems);
        return [.. problems.Select(p => p.ToString())];
    }, static (_, written) => written.TypedTexts());

    /// <summary>A board as its document: equal boards are equal texts.</summary>
    public static string Text(BoardOptions board) => JsonSerializer.Serialize(board, BoardJson.Default.BoardOptions);
}

/// <summary>Reads stored boards without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(BoardOptions))]
internal sealed partial class BoardJson : JsonSerializerContext;
