
namespace ServiceLevelDashboard.Genesys.Wire;

/// <summary>Instants and intervals as the wire writes them: ISO 8601, in UTC or with an offset, with or without a fraction.</summary>
internal static class WireTime
{
    /// <summary>The form that questions use, for instance <c>2026-09-01T08:00:00.000Z/2026-09-01T09:00:00.000Z</c>.</summary>
    public static string Format(Interval range) =>
        FormattableString.Invariant($"{range.Start.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}/{range.End.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}");

    /// <summary>Reads <c>start/end</c> without allocation.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out Interval interval)
    {
        interval = default;
        var slash = text.IndexOf((byte)'/');
        if (slash < 0 || !TryParseInstant(text[..slash], out var start) || !TryParseInstant(text[(slash + 1)..], out var end) || end < start)
        {
            return false;
        }
        interval = new Interval(start, end);
        return true;
    }

    /// <summary>Reads <c>yyyy-MM-ddTHH:mm:ss</c> with an optional fraction and <c>Z</c> or an offset; without a zone it is UTC.</summary>
    public static bool TryParseInstant(ReadOnlySpan<byte> text, out DateTimeOffset instant)
    {
        instant = default;
        if (text.Length < 16
            || text[4] != '-' || text[7] != '-' || (text[10] | 0x20) != 't' || text[13] != ':'
            || !Digits(text[..4], out var year) || !Digits(text[5..7], out var month) || !Digits(text[8..10], out var day)
            || !Digits(text[11..13], out var hour) || !Digits(text[14..16], out var minute))
        {
            return false;
        }

        var rest = text[16..];
        var second = 0;
        if (rest.Length >= 3 && rest[0] == ':')
        {
            if (!Digits(rest[1..3], out second))
            {
                return false;
            }
            rest = rest[3..];
        }

        if (!TryTakeFraction(ref rest, out var ticks) || !TryParseOffset(rest, out var offset)
            || year == 0 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }
        var utc = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks + ticks - offset.Ticks;
        if (utc < 0 || utc > DateTime.MaxValue.Ticks)
        {
            return false;
        }
        instant = new DateTimeOffset(utc, TimeSpan.Zero);
        return true;
    }

    private static bool TryTakeFraction(ref ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.IsEmpty || text[0] != '.')
        {
            return true;
        }
        var unit = TimeSpan.TicksPerSecond / 10;
        var length = 1;
        for (; length < text.Length && text[length] is >= (byte)'0' and <= (byte)'9'; length++)
        {
            ticks += (text[length] - '0') * unit;
            unit /= 10;
        }

        text = text[length..];
        return length > 1;
    }

    private static bool TryParseOffset(ReadOnlySpan<byte> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text.IsEmpty || (text.Length == 1 && (text[0] | 0x20) == 'z'))
        {
            return true;
        }
        if (text[0] is not ((byte)'+' or (byte)'-') || text.Length is not (3 or 5 or 6) || (text.Length == 6 && text[3] != ':'))
        {
            return false;
        }
        var minute = 0;
        if (!Digits(text[1..3], out var hour) || (text.Length > 3 && !Digits(text[^2..], out minute)) || hour > 14 || minute > 59)
        {
            return false;
        }
        offset = new TimeSpan(hour, minute, 0) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }
            value = (value * 10) + (digit - '0');
        }

        return true;
    }
}
