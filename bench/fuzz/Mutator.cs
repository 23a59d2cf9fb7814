using System.Text;

namespace ServiceLevelDashboard.Fuzz;

/// <summary>Makes bytes out of others: the same seed gives the same ones.</summary>
public sealed class Mutator(Random random, FuzzTarget target)
{
    /// <summary>Longer inputs are cut: what is found in them is found in shorter ones.</summary>
    public const int MaximumLength = 16 * 1024;

    private static readonly string[] Numbers =
        ["0", "-1", "1e9", "1e308", "-0", "2147483647", "2147483648", "9223372036854775807", "99999999999999999999", "0.1", "NaN", "1.", "10000000"];

    private static readonly byte[] Marks = [.. "\"'{}[]():,.;&=-+|>*#%\\/\0\n\r\t "u8, 0x7f, 0x80, 0xc0, 0xe2, 0xff];

    /// <summary>One more input out of one of those that are known.</summary>
    public byte[] Next(IReadOnlyList<byte[]> known)
    {
        var bytes = known[random.Next(known.Count)].ToList();
        for (var changes = 1 + (random.Next(8) * random.Next(2)); changes > 0; changes--)
        {
            Change(bytes, known);
        }
        return [.. bytes.Take(MaximumLength)];
    }

    private void Change(List<byte> bytes, IReadOnlyList<byte[]> known)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(bytes.Count - at, 1 + random.Next(random.Next(3) == 0 ? 200 : 8));
        switch (random.Next(11))
        {
            case 0 when bytes.Count > 0:
                at = random.Next(bytes.Count);
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when bytes.Count > 0:
                bytes[random.Next(bytes.Count)] = Marks[random.Next(Marks.Length)];
                break;
            case 2:
                bytes.Insert(at, Marks[random.Next(Marks.Length)]);
                break;
            case 3:
                bytes.RemoveRange(at, length);
                break;
            case 4 when length > 0: // the same again, once or many times
                var piece = bytes.GetRange(at, length);
                for (var times = random.Next(8) == 0 ? Math.Min(400, MaximumLength / length) : 1; times > 0; times--)
                {
                    bytes.InsertRange(at, piece);
                }
                break;
            case 5:
                Insert(bytes, at, target.Words.Length > 0 ? target.Words[random.Next(target.Words.Length)] : "x");
                break;
            case 6:
                ReplaceNumber(bytes, at);
                break;
            case 7: // the head of one and the tail of another
                var other = known[random.Next(known.Count)];
                bytes.RemoveRange(at, bytes.Count - at);
                bytes.AddRange(other.Skip(random.Next(other.Length + 1)));
                break;
            case 8:
                Insert(bytes, at, new string((char)Marks[random.Next(Marks.Length)], random.Next(300)));
                break;
            case 9:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            default:
                bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - length + 1), length));
                break;
        }
    }

    private void ReplaceNumber(List<byte> bytes, int from)
    {
        var start = bytes.FindIndex(from, static b => b is >= (byte)'0' and <= (byte)'9');
        if (start < 0)
        {
            return;
        }
        var end = start;
        while (end < bytes.Count && bytes[end] is >= (byte)'0' and <= (byte)'9')
        {
            end++;
        }
        bytes.RemoveRange(start, end - start);
        Insert(bytes, start, random.Next(2) == 0 ? Numbers[random.Next(Numbers.Length)] : FormattableString.Invariant($"{random.Next(100)}"));
    }

    private static void Insert(List<byte> bytes, int at, string text) => bytes.InsertRange(at, Encoding.Latin1.GetBytes(text));
}
