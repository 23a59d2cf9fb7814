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
    public static ContactCounts Read(byte[] figures, EdgeSet edges)
    {
        if (figures is not [Unchecked or Checked, ..])
        {
            throw new InvalidDataException(
                figures is [var version, ..] ? $"Figures of version {version} cannot be read by this program." : "Figures are empty.");
        }
        if (figures[0] == Checked && (figures.Length <= CheckLength
            || BinaryPrimitives.ReadUInt32LittleEndian(figures.AsSpan(^CheckLength)) != CheckOf(figures.AsSpan(..^CheckLength))))
        {
            throw new InvalidDataException("Figures are not as they were written.");
        }
        try
        {
            using var stream = new MemoryStream(figures, 1, CountsOf(figures).Length, writable: false);
            using var reader = new FiguresReader(stream);
            var counts = new ContactCounts
            {
                Offered = reader.ReadCount(),
                ShortAbandoned = reader.ReadCount(),
                OverSla = reader.ReadCount(),
                AnswerWait = ReadDurations(reader),
                AbandonWait = ReadDurations(reader),
                FlowOutWait = ReadDurations(reader),
                Wait = ReadDurations(reader),
                Talk = ReadDurations(reader),
                Handle = ReadDurations(reader),
                Genesys = ReadGenesys(reader),
                Bands = ReadBands(reader, edges),
            };
            counts = stream.Position < stream.Length ? ReadRare(reader, counts) : counts;
            return stream.Position == stream.Length ? counts : throw new InvalidDataException("Figures are longer than they can be.");
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or OverflowException)
        {
            throw new InvalidDataException("Figures cannot be read.", e);
        }
    }

    private static ReadOnlySpan<byte> CountsOf(byte[] figures) => figures.AsSpan(1, figures.Length - 1 - (figures[0] == Checked ? CheckLength : 0));

    private static uint CheckOf(ReadOnlySpan<byte> bytes)
    {
        var check = uint.MaxValue;
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

    private static DurationStatistics ReadDurations(FiguresReader reader)
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

    private static ContactCounts ReadRare(FiguresReader reader, ContactCounts counts) => counts with
    {
        LateByWait = reader.ReadCount(),
        Unjudged = reader.ReadCount(),
        CustomerFirst = new CustomerFirstCounts(
            reader.ReadCount(), reader.ReadCount(), reader.ReadCount(), reader.ReadCount(), reader.ReadCount(),
            ReadGenesys(reader)),
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

    private static GenesysServiceLevel? ReadGenesys(FiguresReader reader)
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

    private static Bands? ReadBands(FiguresReader reader, EdgeSet edges) =>
        reader.ReadBoolean()
            ? new Bands(edges, ReadCounts(reader, edges.AnsweredMs.Length), ReadCounts(reader, edges.AbandonedMs.Length))
            : null;

    private static ImmutableArray<int> ReadCounts(FiguresReader reader, int length)
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

    /// <summary>Reads numbers that are never negative.</summary>
    private sealed class FiguresReader(Stream stream) : BinaryReader(stream)
    {
        public int ReadCount() => Read7BitEncodedInt() is var count and >= 0 ? count : throw new InvalidDataException("A count is negative.");

        public long ReadAmount() => Read7BitEncodedInt64() is var amount and >= 0 ? amount : throw new InvalidDataException("A time or count is negative.");
    }
}
