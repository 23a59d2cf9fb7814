using YamlDotNet.Core;
using YamlDotNet.Core.Events;

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

    /// <inheritdoc/>
    /// <exception cref="YamlException">The file is not YAML, is nested too deep or holds an alias.</exception>
    public bool MoveNext()
    {
        var isMoved = ReadNext();
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

    /// <summary>The library's scanner fails in its own ways on some texts that are not YAML (<c>[@</c> before a line with <c>&amp;%</c>).</summary>
    private bool ReadNext()
    {
        try
        {
            return _parser.MoveNext();
        }
        // what it was says nothing to whoever wrote the file
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            var at = Current?.End ?? Mark.Empty;
            throw new YamlException(at, at, BoardText.YamlUnreadable);
        }
    }
}
