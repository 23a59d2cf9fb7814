using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Storage.Intervals;

/// <summary>
/// Counts as a short run of variable-length integers: about 50 bytes. The same
/// counts always give the same bytes, so two rows can be compared without reading them.
/// </summary>
internal static class FiguresCodec
{
    private const byte Version = 1;

    /// <summary>Bytes of the counts; the edges of the bands are not in them.</summary>
    public static byte[] Write(ContactCounts counts)
    {
        using var stream = new MemoryStream(96);
        using var writer = new BinaryWriter(stream);
        writer.Write(Version);
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
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>The counts of bytes that <see cref="Write(ContactCounts)"/> made.</summary>
    /// <param name="figures">The bytes.</param>
    /// <param name="edges">The edges that the bands were counted at.</param>
    /// <exception cref="InvalidDataException">The bytes are of another version or cut short.</exception>
    public static ContactCounts Read(byte[] figures, EdgeSet edges)
    {
        using var reader = new BinaryReader(new MemoryStream(figures, writable: false));
        try
        {
            var version = reader.ReadByte();
            if (version != Version)
            {
                throw new InvalidDataException($"Figures of version {version} cannot be read by this program.");
            }
            var counts = new ContactCounts
            {
                Offered = reader.Read7BitEncodedInt(),
                ShortAbandoned = reader.Read7BitEncodedInt(),
                OverSla = reader.Read7BitEncodedInt(),
                AnswerWait = ReadDurations(reader),
                AbandonWait = ReadDurations(reader),
                FlowOutWait = ReadDurations(reader),
                Wait = ReadDurations(reader),
                Talk = ReadDurations(reader),
                Handle = ReadDurations(reader),
                Genesys = ReadGenesys(reader),
                Bands = ReadBands(reader, edges),
            };
            return reader.BaseStream.Position < reader.BaseStream.Length ? ReadRare(reader, counts) : counts;
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("Figures are cut short.", e);
        }
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

    private static DurationStatistics ReadDurations(BinaryReader reader)
    {
        var count = reader.Read7BitEncodedInt();
        return count == 0 ? default : new DurationStatistics(count, reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64());
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

    private static ContactCounts ReadRare(BinaryReader reader, ContactCounts counts) => counts with
    {
        LateByWait = reader.Read7BitEncodedInt(),
        Unjudged = reader.Read7BitEncodedInt(),
        CustomerFirst = new CustomerFirstCounts(
            reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(),
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

    private static GenesysServiceLevel? ReadGenesys(BinaryReader reader)
    {
        var kind = reader.ReadByte();
        if (kind == 0)
        {
            return null;
        }
        var numerator = reader.Read7BitEncodedInt64();
        var denominator = reader.Read7BitEncodedInt64();
        if (kind == 1)
        {
            return new GenesysServiceLevel(numerator, denominator, null);
        }
        var places = reader.ReadByte();
        return new GenesysServiceLevel(numerator, denominator, reader.Read7BitEncodedInt64() / Power(places));
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

    private static Bands? ReadBands(BinaryReader reader, EdgeSet edges) =>
        reader.ReadBoolean()
            ? new Bands(edges, ReadCounts(reader, edges.AnsweredMs.Length), ReadCounts(reader, edges.AbandonedMs.Length))
            : null;

    private static ImmutableArray<int> ReadCounts(BinaryReader reader, int length)
    {
        var counts = ImmutableArray.CreateBuilder<int>(length);
        for (var i = 0; i < length; i++)
        {
            counts.Add(reader.Read7BitEncodedInt());
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
}
