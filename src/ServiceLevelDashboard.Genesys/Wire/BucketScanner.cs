using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace ServiceLevelDashboard.Genesys.Wire;

/// <summary>
/// Steps over JSON text that is written in the plainest way: no white space, no escapes, numbers without sign or exponent.
/// Every method either takes what it names and goes on behind it, or answers false; then whoever asked must start again with a
/// real JSON reader, for the text may still be good.
/// </summary>
/// <remarks>Small loops over bytes: fast from the first answer on, when only code compiled ahead of time runs.</remarks>
internal ref struct BucketScanner(ReadOnlySpan<byte> text)
{
    /// <summary>More digits may not fit a 64-bit integer.</summary>
    private const int MaximumDigits = 18;

    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;

    /// <summary>How many bytes were taken.</summary>
    public readonly int Taken => _at;

    /// <summary>The next byte; 0 at the end of the text.</summary>
    public readonly byte Next => (uint)_at < (uint)_text.Length ? _text[_at] : (byte)0;

    /// <summary>The byte after the next one; 0 at the end of the text.</summary>
    public readonly byte AfterNext => (uint)(_at + 1) < (uint)_text.Length ? _text[_at + 1] : (byte)0;

    /// <summary>Takes this byte.</summary>
    public bool Take(byte expected)
    {
        if (Next != expected)
        {
            return false;
        }
        _at++;
        return true;
    }

    /// <summary>Takes exactly this text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // with a literal it becomes one or two comparisons of machine words
    public bool Take(ReadOnlySpan<byte> expected)
    {
        if (!_text[_at..].StartsWith(expected))
        {
            return false;
        }
        _at += expected.Length;
        return true;
    }

    /// <summary>
    /// Takes the rest of a string whose opening quote was taken. It is not checked: only a string that is then found to be a known one may count.
    /// </summary>
    public bool TakeText(out ReadOnlySpan<byte> content)
    {
        var text = _text;
        var start = _at;
        for (var at = start; (uint)at < (uint)text.Length; at++)
        {
            if (text[at] != '"')
            {
                continue;
            }
            content = text[start..at];
            _at = at + 1;
            return true;
        }

        content = default;
        return false;
    }

    /// <summary>Takes a whole number, which may be written with a fraction of zeros (472905.0).</summary>
    public bool TakeWhole(out long value)
    {
        var text = _text;
        var start = _at;
        var at = start;
        long sum = 0;
        for (; (uint)at < (uint)text.Length && text[at] is >= (byte)'0' and <= (byte)'9'; at++)
        {
            sum = at - start < MaximumDigits ? (sum * 10) + (text[at] - '0') : 0; // which is too long, and not taken
        }
        value = sum;
        _at = at;
        if (!IsWhole(start))
        {
            return false;
        }
        if (Next != '.')
        {
            return EndsNumber();
        }
        start = ++_at;
        while (Next == '0')
        {
            _at++;
        }
        return _at > start && EndsNumber();
    }

    /// <summary>Takes any number without sign or exponent.</summary>
    public bool TakeNumber(out ReadOnlySpan<byte> digits)
    {
        digits = default;
        var start = _at;
        SkipDigits();
        if (!IsWhole(start))
        {
            return false;
        }
        if (Next == '.')
        {
            var fraction = ++_at;
            SkipDigits();
            if (_at == fraction)
            {
                return false;
            }
        }

        digits = _text[start.._at];
        return EndsNumber();
    }

    /// <summary>Takes a number for its exact value.</summary>
    public bool TakeDecimal(out decimal value)
    {
        value = default;
        return TakeNumber(out var digits) && Utf8Parser.TryParse(digits, out value, out var used) && used == digits.Length;
    }

    private void SkipDigits()
    {
        var text = _text;
        var at = _at;
        while ((uint)at < (uint)text.Length && text[at] is >= (byte)'0' and <= (byte)'9')
        {
            at++;
        }
        _at = at;
    }

    /// <summary>Whether the digits from there to here are a whole number: at least one, not too many, no leading zero.</summary>
    private readonly bool IsWhole(int start)
    {
        var length = _at - start;
        return length is > 0 and <= MaximumDigits && (length == 1 || _text[start] != '0');
    }

    /// <summary>Whether the number has ended: the text may break off within one, and an exponent may follow.</summary>
    private readonly bool EndsNumber() => Next is (byte)',' or (byte)'}';
}
