using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Web.Wall;

/// <summary>
/// All boards: those of the configuration, over them those that people keep in the archive, and the board of all queues. Edits in the
/// archive are seen within seconds; while it is away the boards stay as they were.
/// </summary>
internal sealed partial class BoardBook(BoardsOptions configured, IDurableArchive archive, TimeProvider clock, ILogger<BoardBook> logger) : BackgroundService
{
    /// <summary>The kind of the archive's documents.</summary>
    public const string Kind = "board";

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);
    private readonly ImmutableDictionary<string, Board> _configured = ReadConfigured(configured);
    private volatile ImmutableDictionary<string, Board> _boards = ReadConfigured(configured);
    private ImmutableDictionary<string, StoredDocument> _stored = ImmutableDictionary<string, StoredDocument>.Empty;

    /// <summary>A board by its name, or null.</summary>
    public Board? Find(string name) => _boards.GetValueOrDefault(name);

    /// <summary>All boards, by what people call them.</summary>
    public IReadOnlyList<Board> All => [.. _boards.Values.OrderBy(b => b.Title, StringComparer.CurrentCultureIgnoreCase)];

    /// <summary>Reads the archive's boards once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var documents = await archive.Configuration.ListAsync(Kind, cancellationToken);
        var stored = documents.ToImmutableDictionary(d => d.Key);
        if (stored.Count == _stored.Count && stored.All(d => _stored.TryGetValue(d.Key, out var known) && known.Version == d.Value.Version && known.ChangedAt == d.Value.ChangedAt))
            return;
        var boards = _configured.ToBuilder();
        foreach (var document in documents)
        {
            if (Read(document) is { } board)
                boards[board.Name] = board;
            else if (_boards.TryGetValue(document.Key, out var before))
                boards[document.Key] = before; // a broken edit must not take a screen's board away
        }

        _stored = stored;
        _boards = boards.ToImmutable();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // the archive may be away or not open yet; the boards stay as they were
                Log.NotRead(logger, e.Message);
            }

            await Task.Delay(LookAgain, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static ImmutableDictionary<string, Board> ReadConfigured(BoardsOptions configured)
    {
        var boards = ImmutableDictionary.CreateBuilder<string, Board>(StringComparer.Ordinal);
        boards[Board.AllName] = new BoardOptions().Read(Board.AllName, out _)!; // the defaults are right
        foreach (var (name, written) in configured.Boards)
        {
            if (written.Read(name, out _) is { } board)
                boards[name] = board;
        }

        return boards.ToImmutable();
    }

    private Board? Read(StoredDocument document)
    {
        try
        {
            var written = JsonSerializer.Deserialize(document.Json, BoardJson.Default.BoardOptions) ?? new BoardOptions();
            var board = written.Read(document.Key, out var problems);
            if (board is null)
                Log.Wrong(logger, document.Key, string.Join(' ', problems));
            return board;
        }
        catch (JsonException e)
        {
            Log.Wrong(logger, document.Key, e.Message);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "The archive's boards could not be read: {Reason}")]
        public static partial void NotRead(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Warning, "The stored board {Board} is not used: {Problem}")]
        public static partial void Wrong(ILogger logger, string board, string problem);
    }
}

/// <summary>Section <c>Boards</c>.</summary>
internal sealed class BoardsOptions
{
    /// <summary>The boards by name.</summary>
    public Dictionary<string, BoardOptions> Boards { get; } = new(StringComparer.Ordinal);
}

/// <summary>Refuses to start with a board that cannot be shown.</summary>
internal sealed class BoardsOptionsValidator : IValidateOptions<BoardsOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, BoardsOptions options)
    {
        var problems = new List<string>();
        foreach (var (board, written) in options.Boards)
        {
            written.Read(board, out var found);
            problems.AddRange(found);
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}

/// <summary>Reads stored boards without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(BoardOptions))]
internal sealed partial class BoardJson : JsonSerializerContext;
