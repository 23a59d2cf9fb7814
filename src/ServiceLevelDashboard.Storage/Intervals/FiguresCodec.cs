using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Storage.Intervals;

/// <summary>
/// Counts as a short run of variable-length integers: about 50 bytes, with a check sum behind them, since neither database notices when bytes inside a
/// value are not those that were written. The same counts always give the same bytes, so two rows can be compared without reading them.
/// </summary>
internal static class FiguresCodec
{
    /// <summary>Of version 0.1: without a check sum.</summary>
    private const byte Unchecked = 1;

    private const byte Checked = 2;

    /// <summary>Several figures, each with its length before it.</summary>
    private const byte Several = 3;

    private const int CheckLength = sizeof(uint);

    /// <summary>Bytes of the counts; the edges of the bands are not in them.</summary>
    public static byte[] Write(ContactCounts counts)
    {
        using var stream = new MemoryStream(96);
        using var writer = new BinaryWriter(stream);
        writer.Write(Checked);
        writer.Write7BitEncodedInt(counts.Offered);
        writer.Write7BitEncodedInt(counts.ShortAbandoned);
        writer.Write7BitEncodedInt(counts.OverSla);
        Write(writer, counts.AnswerWait);
        Write(writer, counts.AbandonWait);
        Write(writer, counts.FlowOutWait);
        Write(writer, counts.Wait);
        Write(writer, counts.Talk);
        Write(writer, counts.Handle);
        Write(writer, counts.Genesys);
        Write(writer, counts.Bands);
        WriteRare(writer, counts);
        writer.Write(CheckOf(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        return stream.ToArray();
    }

    /// <summary>Whether two runs of bytes are of the same counts; those of version 0.1 have no check sum.</summary>
    public static bool Same(byte[] one, byte[] other) => CountsOf(one).SequenceEqual(CountsOf(other));

    /// <summary>The counts of bytes that <see cref="Write(ContactCounts)"/> made.</summary>
    /// <param name="figures">The bytes.</param>
    /// <param name="edges">The edges that the bands were counted at.</param>
    /// <exception cref="InvalidDataException">The bytes are not those that were written, or are of another version.</exception>
    public static ContactCounts Read(ReadOnlySpan<byte> figures, EdgeSet edges)
    {
        if (figures is not [Unchecked or Checked, ..])
        {
            throw new InvalidDataException(
                figures is [var version, ..] ? $"Figures of version {version} cannot be read by this program." : "Figures are empty.");
        }
        if (figures[0] == Checked && (figures.Length <= CheckLength
            || BinaryPrimitives.ReadUInt32LittleEndian(figures[^CheckLength..]) != CheckOf(figures[..^CheckLength])))
        {
            throw new InvalidDataException("Figures are not as they were written.");
        }
        try
        {
            var reader = new FiguresReader(CountsOf(figures));
            var counts = new ContactCounts
            {
                Offered = reader.ReadCount(),
                ShortAbandoned = reader.ReadCount(),
                OverSla = reader.ReadCount(),
                AnswerWait = ReadDurations(ref reader),
                AbandonWait = ReadDurations(ref reader),
                FlowOutWait = ReadDurations(ref reader),
                Wait = ReadDurations(ref reader),
                Talk = ReadDurations(ref reader),
                Handle = ReadDurations(ref reader),
                Genesys = ReadGenesys(ref reader),
                Bands = ReadBands(ref reader, edges),
            };
            counts = reader.IsAtEnd ? counts : ReadRare(ref reader, counts);
            return reader.IsAtEnd ? counts : throw new InvalidDataException("Figures are longer than they can be.");
        }
        catch (OverflowException e)
        {
            throw new InvalidDataException("Figures cannot be read.", e);
        }
    }

    /// <summary>Bytes of one or several counts: those of one are as <see cref="Write(ContactCounts)"/> makes them.</summary>
    public static byte[] Write(IReadOnlyList<ContactCounts> counts)
    {
        if (counts is [var only])
        {
            return Write(only);
        }
        using var stream = new MemoryStream(256);
        using var writer = new BinaryWriter(stream);
        writer.Write(Several);
        foreach (var part in counts)
        {
            var bytes = Write(part);
            writer.Write7BitEncodedInt(bytes.Length);
            writer.Write(bytes);
        }

        return stream.ToArray();
    }

    /// <summary>The counts of bytes that <see cref="Write(IReadOnlyList{ContactCounts})"/> made.</summary>
    /// <param name="figures">The bytes.</param>
    /// <param name="edges">The edges that the bands were counted at.</param>
    /// <exception cref="InvalidDataException">The bytes are not those that were written, or are of another version.</exception>
    public static ImmutableArray<ContactCounts> ReadAll(byte[] figures, EdgeSet edges)
    {
        if (figures is not [Several, ..])
        {
            return [Read(figures, edges)];
        }
        var counts = ImmutableArray.CreateBuilder<ContactCounts>();
        var reader = new FiguresReader(figures.AsSpan(1));
        while (!reader.IsAtEnd)
        {
            counts.Add(Read(reader.ReadBytes(reader.ReadCount()), edges));
        }

        return counts.ToImmutable();
    }

    private static ReadOnlySpan<byte> CountsOf(ReadOnlySpan<byte> figures) => figures.Slice(1, figures.Length - 1 - (figures[0] == Checked ? CheckLength : 0));

    private static uint CheckOf(ReadOnlySpan<byte> bytes)
    {
        var check = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            check = BitOperations.Crc32C(check, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }
        foreach (var value in bytes)
        {
            check = BitOperations.Crc32C(check, value);
        }

        return ~check;
    }

    private static void Write(BinaryWriter writer, DurationStatistics durations)
    {
        writer.Write7BitEncodedInt(durations.Count);
        if (durations.Count == 0)
        {
            return; // times without a count cannot be
        }
        writer.Write7BitEncodedInt64(durations.SumMs);
        writer.Write7BitEncodedInt64(durations.MaxMs);
    }

    private static DurationStatistics ReadDurations(ref FiguresReader reader)
    {
        var count = reader.ReadCount();
        return count == 0 ? default : new DurationStatistics(count, reader.ReadAmount(), reader.ReadAmount());
    }

    /// <summary>What few rows have stands behind the rest: rows without it keep the bytes that they always had.</summary>
    private static void WriteRare(BinaryWriter writer, ContactCounts counts)
    {
        if (counts.CustomerFirst == CustomerFirstCounts.None && counts is { LateByWait: 0, Unjudged: 0 })
        {
            return;
        }
        var first = counts.CustomerFirst;
        writer.Write7BitEncodedInt(counts.LateByWait);
        writer.Write7BitEncodedInt(counts.Unjudged);
        writer.Write7BitEncodedInt(first.Offered);
        writer.Write7BitEncodedInt(first.Connected);
        writer.Write7BitEncodedInt(first.Bridged);
        writer.Write7BitEncodedInt(first.BridgedAnswered);
        writer.Write7BitEncodedInt(first.BridgedAbandoned);
        Write(writer, first.Level);
    }

    private static ContactCounts ReadRare(ref FiguresReader reader, ContactCounts counts) => counts with
    {
        LateByWait = reader.ReadCount(),
        Unjudged = reader.ReadCount(),
        CustomerFirst = new CustomerFirstCounts(
            reader.ReadCount(), reader.ReadCount(), reader.ReadCount(), reader.ReadCount(), reader.ReadCount(),
            ReadGenesys(ref reader)),
    };

    private static void Write(BinaryWriter writer, GenesysServiceLevel? level)
    {
        writer.Write((byte)(level is null ? 0 : level.TargetRatio is null ? 1 : 2));
        if (level is null)
        {
            return;
        }
        writer.Write7BitEncodedInt64(level.Numerator);
        writer.Write7BitEncodedInt64(level.Denominator);
        if (level.TargetRatio is not { } target)
        {
            return;
        }
        // A target is a ratio such as 0.8: its digits fit in 63 bits, else it is cut to twelve places.
        var places = Math.Min((int)target.Scale, 12);
        writer.Write((byte)places);
        writer.Write7BitEncodedInt64((long)(target * Power(places)));
    }

    private static GenesysServiceLevel? ReadGenesys(ref FiguresReader reader)
    {
        var kind = reader.ReadByte();
        if (kind == 0)
        {
            return null;
        }
        var numerator = reader.ReadAmount();
        var denominator = reader.ReadAmount();
        if (kind == 1)
        {
            return new GenesysServiceLevel(numerator, denominator, null);
        }
        var places = reader.ReadByte();
        return new GenesysServiceLevel(numerator, denominator, reader.ReadAmount() / Power(places));
    }

    private static void Write(BinaryWriter writer, Bands? bands)
    {
        writer.Write(bands is not null);
        if (bands is null)
        {
            return;
        }
        foreach (var count in bands.AnsweredWithin)
        {
            writer.Write7BitEncodedInt(count);
        }
        foreach (var count in bands.AbandonedWithin)
        {
            writer.Write7BitEncodedInt(count);
        }
    }

    private static Bands? ReadBands(ref FiguresReader reader, EdgeSet edges) =>
        reader.ReadBoolean()
            ? new Bands(edges, ReadCounts(ref reader, edges.AnsweredMs.Length), ReadCounts(ref reader, edges.AbandonedMs.Length))
            : null;

    private static ImmutableArray<int> ReadCounts(ref FiguresReader reader, int length)
    {
        var counts = ImmutableArray.CreateBuilder<int>(length);
        for (var i = 0; i < length; i++)
        {
            counts.Add(reader.ReadCount());
        }
        return counts.MoveToImmutable();
    }

    private static decimal Power(int places)
    {
        var power = 1m;
        for (var i = 0; i < places; i++)
        {
            power *= 10;
        }
        return power;
    }

    /// <summary>Reads numbers that are never negative, as <see cref="BinaryWriter"/> writes them.</summary>
    private ref struct FiguresReader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _left = bytes;

        public readonly bool IsAtEnd => _left.IsEmpty;

        public int ReadCount() => ReadNumber(bits: 32) is var count and <= int.MaxValue ? (int)count : throw new InvalidDataException("A count is negative.");

        public long ReadAmount() =>
            ReadNumber(bits: 64) is var amount and <= long.MaxValue ? (long)amount : throw new InvalidDataException("A time or count is negative.");

        public byte ReadByte() => ReadBytes(1)[0];

        public bool ReadBoolean() => ReadByte() != 0;

        public ReadOnlySpan<byte> ReadBytes(int count)
        {
            if (count > _left.Length)
            {
                throw new InvalidDataException("Figures are shorter than they should be.");
            }
            var read = _left[..count];
            _left = _left[count..];
            return read;
        }

        /// <summary>Seven bits a byte, the lowest first; the highest bit of a byte says that another follows.</summary>
        private ulong ReadNumber(int bits)
        {
            var number = 0UL;
            for (var shift = 0; shift < bits; shift += 7)
            {
                var next = ReadByte();
                number |= (ulong)(next & 0x7F) << shift;
                if (next < 0x80)
                {
                    return number;
                }
            }

            throw new InvalidDataException("A number is longer than it can be.");
        }
    }
}
