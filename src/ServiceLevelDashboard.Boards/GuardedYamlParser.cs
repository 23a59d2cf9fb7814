using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace ServiceLevelDashboard.Boards;

/// <summary>
/// Reads a file from a stranger: refuses, before anything is built from it, what a file of boards never needs and what would take the
/// stack or the hours of everybody: deep nesting, and aliases, of which a few lines stand for billions of values.
/// </summary>
internal sealed class GuardedYamlParser(TextReader text) : IParser
{
    /// <summary>Lists and mappings within one another; a file of boards has four.</summary>
    private const int MaximumDepth = 8;

    /// <summary>The stream and its document count as nesting too.</summary>
    private const int Frame = 2;

    private readonly Parser _parser = new(text);
    private int _depth;

    /// <inheritdoc/>
    public ParsingEvent? Current => _parser.Current;

    /// <summary>Reads a whole text.</summary>
    /// <exception cref="YamlException">It is not YAML, is nested too deep or holds an alias.</exception>
    public static YamlStream Load(string text)
    {
        using var from = new StringReader(text);
        var (parser, stream) = (new GuardedYamlParser(from), new YamlStream());
        try
        {
            stream.Load(parser);
            return stream;
        }
        // The library fails in its own ways on some texts that are not YAML ("[@" before a line with "&%"); what it was says nothing to whoever wrote the file.
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            var at = parser.Current?.End ?? Mark.Empty;
            throw new YamlException(at, at, BoardText.YamlUnreadable);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="YamlException">The file is not YAML, is nested too deep or holds an alias.</exception>
    public bool MoveNext()
    {
        var isMoved = _parser.MoveNext();
        if (Current is not { } now)
        {
            return isMoved;
        }
        _depth += now.NestingIncrease;
        if (_depth - Frame > MaximumDepth)
        {
            throw new YamlException(now.Start, now.End, BoardText.YamlDeep);
        }
        return now is AnchorAlias ? throw new YamlException(now.Start, now.End, BoardText.YamlAlias) : isMoved;
    }
}
